"""Objects that do not come along, and everything else without pointers to them. Pure."""

from collections.abc import Collection, Iterable

from tenants.extend.references import detached
from tenants.model import Company, Employee, Kind, Line, Number, TelephonyObject
from tenants.model.objects import kind_of
from tenants.model.references import Key, references


def without(company: Company, gone: Collection[Key]) -> tuple[list[TelephonyObject], list[TelephonyObject]]:
    """What stays, detached from what does not; and what cannot stay without it, `gone` included."""
    lost = set(gone)
    while True:
        stay: list[TelephonyObject] = []
        more = set[Key]()
        for key, item in company.objects.items():
            if key in lost:
                continue
            left = detached(company, item, lost)
            if left is None:
                more.add(key)
            else:
                stay.append(left)
        if not more:
            return stay, [company.objects[key] for key in sorted(lost) if key in company.objects]
        lost |= more


def of_kinds(company: Company, kinds: Iterable[Kind]) -> set[Key]:
    """The profile always stays; a person's phones go with the person."""
    wanted = set(kinds) - {Kind.PROFILE}
    if Kind.EMPLOYEE in wanted:
        wanted.add(Kind.PHONE)
    return {key for key in company.objects if key[0] in wanted}


def with_numbers(item: TelephonyObject, numbers: dict[str, str | None]) -> TelephonyObject:
    """With other public numbers, also where they are shown outside; None: the number is not to be had."""
    match item:
        case Number() if (new := numbers.get(item.number)) is not None:
            return item.model_copy(update={"number": new})
        case Employee() if item.outside_number in numbers:
            return item.model_copy(update={"outside_number": numbers[item.outside_number]})
        case Line() if item.caller_number in numbers:
            return item.model_copy(update={"caller_number": numbers[item.caller_number]})
    return item


def points(item: TelephonyObject) -> set[Key]:
    return {reference.key for reference in references(item)}


def key_of(item: TelephonyObject) -> Key:
    return (kind_of(item), item.id)
