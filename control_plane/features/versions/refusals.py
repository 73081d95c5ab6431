"""What a change must not leave behind: references to nothing, and two things with one number. Pure."""

from collections.abc import Collection, Iterable

from control_plane.core.conflicts import Taken
from control_plane.core.problems import Conflict, FieldFault, Invalid
from tenants.extend.references import pointers
from tenants.model import Company, Parking, Phone, TelephonyObject
from tenants.model.company import dialled_numbers, short_number
from tenants.model.names import name_of
from tenants.model.objects import kind_of
from tenants.model.references import Key, Reference, references

_SHOWN = 20
"""Users of an object that a refusal names."""


class NumberTaken(Taken):
    code, title = "number-taken", "The short number is taken"


class InUse(Conflict):
    code, title = "in-use", "Something else still uses this"


def refuse_faults(
    before: Company | None, after: Company, puts: Iterable[TelephonyObject], gone: Collection[Key]
) -> None:
    """Raises NumberTaken, InUse, and Invalid for references to what does not exist."""
    for item in puts:
        _refuse_taken_numbers(before, after, item)
        _refuse_dangling(after, item)
    if before is not None and gone:
        _refuse_orphans(before, after, gone)


def users_of(company: Company, keys: Collection[Key]) -> list[tuple[TelephonyObject, list[Reference]]]:
    """The objects that point to one of `keys`, and where; a person's own phones do not count."""
    wanted = frozenset(keys)
    found: list[tuple[TelephonyObject, list[Reference]]] = []
    pointing_of = pointers(company)
    for key, item in company.objects.items():
        if key not in wanted and not isinstance(item, Phone):
            pointing = [reference for reference in pointing_of(item) if reference.key in wanted]
            if pointing:
                found.append((item, pointing))
    return found


def _refuse_taken_numbers(before: Company | None, after: Company, item: TelephonyObject) -> None:
    for number in dialled_numbers(item):
        for company in (after, before):
            holder = _holder(company, after, number, item) if company is not None else None
            if holder is not None:
                field = "number" if number == short_number(item) else "first_slot"
                sentence = f"{number} belongs to {name_of(holder)}; choose another number."
                raise NumberTaken(sentence, (FieldFault(field, "number-taken", sentence),))


def _holder(company: Company, after: Company, number: str, asking: TelephonyObject) -> TelephonyObject | None:
    """Who else has `number`. An index knows one holder of a number, so both versions must be asked."""
    parkings = [each for each in company.all_of(Parking) if number in each.slot_numbers]
    for known in (company.short_numbers.get(number), *parkings):
        if known is None or (type(known), known.id) == (type(asking), asking.id):
            continue
        holder = after.objects.get((kind_of(known), known.id))
        if holder is not None and number in dialled_numbers(holder):
            return holder
    return None


def _refuse_dangling(company: Company, item: TelephonyObject) -> None:
    faults = tuple(
        FieldFault(
            reference.field,
            f"unknown-{reference.kind}",
            "What is chosen here does not exist (any longer); choose something else.",
        )
        for reference in references(item)
        if reference.key not in company.objects
    )
    if faults:
        raise Invalid(faults[0].message, faults)


def _refuse_orphans(before: Company, after: Company, gone: Collection[Key]) -> None:
    users = users_of(after, gone)
    if not users:
        return
    lost = ", ".join(name_of(before.objects[key]) for key in gone if key in before.objects)
    names = ", ".join(name_of(item) for item, _ in users[:_SHOWN])
    more = f" and {len(users) - _SHOWN} more" if len(users) > _SHOWN else ""
    faults = tuple(
        FieldFault(f"{kind_of(item)}/{item.id}", "in-use", f"{name_of(item)}: {pointing[0].field}")
        for item, pointing in users[:_SHOWN]
    )
    raise InUse(f"{lost} is used by {names}{more}; take it out there first, or remove it with detach=true.", faults)
