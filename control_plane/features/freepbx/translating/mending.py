"""After translation: nothing may point to what was not taken, and no mistake may be taken along.

What stays is exactly what the company's own checks accept, so that one odd ring group never refuses a whole office.
"""

from typing import Final

from control_plane.features.freepbx.report import Entry, Grade, Why
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.stand_in import stand_in_phones
from tenants.lint import Severity, lint
from tenants.model import Company, Kind, Profile, TelephonyObject
from tenants.model.names import name_of
from tenants.model.objects import kind_of
from tenants.model.references import Key, references, without

_ROUNDS: Final = 20


def mend(office: Office) -> Company:
    """The company as it would be, with all new objects; what has to go from them is told."""
    drop_dangling(office)
    for _ in range(_ROUNDS):
        wanted = whole(office)
        errors = [each for each in lint(wanted, list(office.items)) if each.severity is Severity.ERROR]
        mine = [each for each in errors if (each.kind, each.id) in office.items]
        if not mine:
            return wanted
        for finding in mine:
            item = office.items.get((finding.kind, finding.id))
            if item is not None:
                leave(office, item, Why.MISTAKE, other=finding.text)
        drop_dangling(office)
    return whole(office)


def whole(office: Office) -> Company:
    """The company with everything new."""
    puts: list[TelephonyObject] = [*office.items.values(), *stand_in_phones(office)]
    if office.profile:
        puts.append(_profile(office))
    return office.company.changed(office.company.version + 1, puts, [])


def _profile(office: Office) -> Profile:
    return office.company.profile.model_copy(update=office.profile)


def leave(office: Office, item: TelephonyObject, why: Why, other: str = "") -> None:
    """Do not take `item` after all; whatever leads to it loses that."""
    key = (kind_of(item), item.id)
    office.items.pop(key, None)
    office.phones.pop(item.id, None)
    office.sound_files.pop(item.id, None)
    office.passwords.pop(item.id, None)
    office.report.forget(*key)
    office.report.add(
        Entry(Grade.LEFT, why, key[0].value, [name_of(item)], name=name_of(item), kind=key[0], other=other)
    )


def drop_dangling(office: Office) -> None:
    """Take references to what is not there out of new objects, until none is left."""
    phones = {(Kind.PHONE, phone.id) for mine in office.phones.values() for phone in mine}
    for _ in range(_ROUNDS):
        there = office.items.keys() | office.company.objects.keys() | phones
        again = False
        for item in list(office.items.values()):
            lost = {reference.key for reference in references(item)} - there
            if lost:
                again = _drop(office, item, lost) or again
        if not again:
            return


def _drop(office: Office, item: TelephonyObject, lost: set[Key]) -> bool:
    """Returns whether `item` had to go as a whole."""
    fields = [reference.field for reference in references(item) if reference.key in lost]
    left = without(item, lost)
    if left is None:
        leave(office, item, Why.POINTS_NOWHERE)
        return True
    office.items[(kind_of(item), item.id)] = left
    entry = Entry(Grade.LEFT, Why.POINTS_NOWHERE, kind_of(item).value, [name_of(item)], name=name_of(item))
    entry.field = ", ".join(fields)
    office.report.add(entry)
    return False
