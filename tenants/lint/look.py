"""A company as the rules look at it: who points at whom, and who has which number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tenants.lint.ways import Way
from tenants.model import Company, Employee, Mailbox, Number, Parking, TelephonyObject
from tenants.model.company import Key, dialled_numbers, short_number
from tenants.model.objects import CLASSES, Kind, kind_of
from tenants.model.references import references


@dataclass(frozen=True)
class Look:
    """Indexes are made when the first rule asks for them; they cost milliseconds for thousands of employees."""

    company: Company
    circles: dict[Key, tuple[Way, ...]] = field(default_factory=dict)
    """Of every object that was walked from: the circle that it is part of, mostly none."""
    told: set[Key] = field(default_factory=set)
    """The circles that were told, by the first of their members."""

    def holders(self, number: str) -> Sequence[TelephonyObject]:
        """Who has a short number, parking slots included. What lint is for: there may be several."""
        if self._short_numbers_differ:
            holder = self.company.short_numbers.get(number)
            return (*([holder] if holder is not None else []), *self._slots.get(number, ()))
        return self._holders.get(number, ())

    @cached_property
    def public_numbers(self) -> Mapping[str, Sequence[Number]]:
        """The objects of each number outside."""
        found: dict[str, list[Number]] = {}
        for item in self.company.all_of(Number):
            found.setdefault(item.number, []).append(item)
        return found

    @cached_property
    def _short_numbers_differ(self) -> bool:
        """Whether everything has a short number of its own: then nobody needs to look for who shares one.

        Employees, by far the most, all have one, so that it is enough to count them.
        """
        others = (item for kind, items in self._kinds_with_numbers if kind is not Kind.EMPLOYEE for item in items)
        numbered = sum(short_number(item) is not None for item in others)
        return len(self.company.employees) + numbered == len(self.company.short_numbers)

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[TelephonyObject]]:
        found: dict[str, list[TelephonyObject]] = {}
        for _, items in self._kinds_with_numbers:
            for item in items:
                for number in dialled_numbers(item):
                    found.setdefault(number, []).append(item)
        return found

    @cached_property
    def _slots(self) -> Mapping[str, Sequence[TelephonyObject]]:
        found: dict[str, list[TelephonyObject]] = {}
        for parking in self.company.all_of(Parking):
            for slot in parking.slot_numbers:
                found.setdefault(slot, []).append(parking)
        return found

    @property
    def _kinds_with_numbers(self) -> Iterator[tuple[Kind, Iterable[TelephonyObject]]]:
        for kind, items in self.company.by_kind.items():
            if "number" in CLASSES[kind].model_fields:
                yield kind, items.values()

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
