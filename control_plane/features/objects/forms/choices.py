"""What can be chosen in a form: the company's objects, as people know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from control_plane.features.objects.kinds.choices import words_of
from control_plane.web.formats import phone_number
from tenants.model import Company, DestinationKind, Kind, Phone, TelephonyObject
from tenants.model.company import short_number
from tenants.model.names import name_of

Option = tuple[str, str]
"""Value and words."""
LONGEST: Final = 500
"""Objects of one kind that a select box can still be used with."""
_ITS_OWN: Final = (DestinationKind.DIRECTORY, DestinationKind.HANG_UP)
OUTSIDE: Final = DestinationKind.OUTSIDE.value


@dataclass(frozen=True)
class Rest:
    """What a select box cannot list: `unlisted` says how many. `by_number` finds them by number, or by name."""

    unlisted: int = 0
    by_number: Mapping[str, str] = field(default_factory=dict)

    def value(self, typed: str) -> str:
        """`typed` itself when nothing is called so: then the document's check tells what is wrong."""
        return self.by_number.get(typed, typed)


NOTHING: Final = Rest()


@dataclass(frozen=True)
class Choices:
    """`owner` is the employee whose form it is: phones to choose from are that person's."""

    company: Company
    owner: str | None = None
    customisations: Sequence[Option] = ()
    """That this company may have."""

    def objects(self, kind: Kind, chosen: Sequence[str] = ()) -> list[Option]:
        """Objects of a kind; those that are `chosen` are among them, however many there are."""
        if kind is Kind.PHONE:
            return [(phone.id, phone.label) for phone in self._phones()]
        items = self.company.by_kind.get(kind, {})
        sorted_items = sorted(items.values(), key=lambda item: (short_number(item) or "", name_of(item)))
        shown = sorted_items[:LONGEST]
        known = {item.id for item in shown}
        shown += [items[each] for each in chosen if each in items and each not in known]
        return [(item.id, label(item)) for item in shown]

    def destinations(
        self, kinds: Sequence[DestinationKind] = (), chosen: Sequence[str] = ()
    ) -> list[tuple[str, list[Option]]]:
        """By kind, with its words; values are `kind:id`."""
        groups = []
        for kind in kinds or tuple(DestinationKind):
            if kind in _ITS_OWN or kind is DestinationKind.OUTSIDE:
                continue
            ids = [each.partition(":")[2] for each in chosen if each.startswith(f"{kind.value}:")]
            options = [(f"{kind.value}:{i}", words) for i, words in self.objects(Kind(kind.value), ids)]
            if options:
                groups.append((words_of(kind), options))
        if not kinds:
            own = [(f"{kind.value}:{self.company.id}", words_of(kind)) for kind in _ITS_OWN]
            groups.append(("", [*own, (OUTSIDE, words_of(DestinationKind.OUTSIDE))]))
        return groups

    def rest(self, *kinds: Kind, prefixed: bool = False) -> Rest:
        """What `objects` leaves out of kinds, and all that can be typed instead. `prefixed`: values are `kind:id`."""
        unlisted = sum(max(0, len(self.company.by_kind.get(kind, {})) - LONGEST) for kind in kinds)
        if not unlisted:
            return NOTHING
        values: dict[str, str] = {}
        for kind in kinds:
            for item in self.company.by_kind.get(kind, {}).values():
                value = f"{kind.value}:{item.id}" if prefixed else item.id
                values.update(dict.fromkeys(_typed(item), value))
        return Rest(unlisted, values)

    def rest_of_destinations(self, kinds: Sequence[DestinationKind] = ()) -> Rest:
        own = (*_ITS_OWN, DestinationKind.OUTSIDE)
        return self.rest(*(Kind(k.value) for k in kinds or tuple(DestinationKind) if k not in own), prefixed=True)

    def words_of(self, value: str) -> str:
        """What a value is called that no box lists; itself when nothing has this id."""
        prefix, _, identifier = value.rpartition(":")
        for kind, items in self.company.by_kind.items():
            if identifier in items and prefix in ("", kind.value):
                return label(items[identifier])
        return identifier

    def _phones(self) -> Sequence[Phone]:
        return self.company.phones_by_employee.get(self.owner or "", ())


def _typed(item: TelephonyObject) -> tuple[str, ...]:
    return tuple(each for each in (name_of(item), short_number(item)) if each)


def label(item: TelephonyObject) -> str:
    """`101 Anna`; a public number as people write it."""
    name = phone_number(name_of(item))
    number = short_number(item)
    return f"{number} {name}" if number and number != name else name
