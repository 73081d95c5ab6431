"""A company as the rules look at it: who points at whom, and who has which number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tenants.lint.ways import Way
from tenants.model import Company, Employee, Mailbox, TelephonyObject
from tenants.model.company import Key, dialled_numbers
from tenants.model.objects import Kind, kind_of
from tenants.model.references import references


@dataclass(frozen=True)
class Look:
    """Indexes are made when the first rule asks for them; they cost milliseconds for thousands of employees."""

    company: Company
    circles: dict[Key, tuple[Way, ...]] = field(default_factory=dict)
    """Of every object that was walked from: the circle that it is part of, mostly none."""
    told: set[Key] = field(default_factory=set)
    """The circles that were told, by the first of their members."""

    @cached_property
    def holders(self) -> Mapping[str, Sequence[TelephonyObject]]:
        """Who has a short number, parking slots included. What lint is for: there may be several."""
        found: dict[str, list[TelephonyObject]] = {}
        for item in self.company.objects.values():
            for number in dialled_numbers(item):
                found.setdefault(number, []).append(item)
        return found

    @cached_property
    def owned_mailboxes(self) -> frozenset[str]:
        """Mailboxes that are somebody's own."""
        return frozenset(employee.mailbox for employee in self.company.all_of(Employee) if employee.mailbox)

    def pointing_at(self, keys: Iterable[Key]) -> set[Key]:
        """The objects that point at one of `keys`, whether those exist or not."""
        wanted = frozenset(keys)
        found = {
            (kind, item.id)
            for kind, items in self.company.by_kind.items()
            if kind is not Kind.PHONE  # as many as employees, and they have an index
            for item in items.values()
            if any(reference.key in wanted for reference in references(item))
        }
        phones = self.company.phones_by_employee
        return found | {
            key_of(phone) for kind, name in wanted if kind is Kind.EMPLOYEE for phone in phones.get(name, ())
        }

    def around(self, touched: Iterable[Key]) -> set[Key]:
        """What a change of `touched` may have made wrong: itself, what points at it, and what it points at."""
        changed = set(touched)
        scope = changed | self.pointing_at(changed)
        for key in changed:
            if (item := self.company.objects.get(key)) is not None:
                scope |= {reference.key for reference in references(item)}
        return scope

    def hears(self, mailbox: Mailbox) -> bool:
        """Whether anybody would ever hear a message in this mailbox."""
        return bool(mailbox.owners or mailbox.email or mailbox.pin or mailbox.id in self.owned_mailboxes)


def key_of(item: TelephonyObject) -> Key:
    return kind_of(item), item.id
