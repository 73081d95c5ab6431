"""Contact manager and speed dials become the company's directory."""

from collections.abc import Iterator
from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.fitting import name_from, outside
from control_plane.features.freepbx.translating.office import Office
from tenants.model import Contact, Kind

_PHONES_MAX: Final = 20
_PRIVATE: Final = "private"
_INTERNAL: Final = frozenset({"internal", "userman"})


def make_contacts(office: Office) -> None:
    _flat(office)
    _tables(office)
    for key, number in office.source.astdb.get("sysspeeddials", {}).items():
        _speed_dial(office, Row("astdb", {"id": f"sysspeeddials/{key}", "code": key, "value": number}), None)
    for key, number in office.source.astdb.get("AMPUSER", {}).items():
        extension, _, rest = key.partition("/")
        if rest.startswith("speeddials/"):
            row = Row("astdb", {"id": f"AMPUSER/{key}", "code": rest.partition("/")[2], "value": number})
            _speed_dial(office, row, office.id_at("users", extension, Kind.EMPLOYEE))


def _flat(office: Office) -> None:
    """As the module's backup has them: one row per contact, with `phone_1_number` and so on."""
    for row in office.source.table("contacts"):
        if row["grouptype"] == _PRIVATE:
            office.left(Why.FIELD, row, "grouptype", value=row["groupname"])
            office.ignore([row], *row.values)
            continue
        name = _name(row)
        for place in range(1, _PHONES_MAX + 1):
            if row[f"phone_{place}_number"]:
                office.ignore([row], f"phone_{place}_type", f"phone_{place}_flags")
                _contact(office, row, name, f"phone_{place}_number", row[f"phone_{place}_speeddial"])
        office.ignore([row], "groupname", "fname", "lname")


def _tables(office: Office) -> None:
    groups = {row["id"]: row for row in office.source.table("contactmanager_groups")}
    entries = {row["id"]: row for row in office.source.table("contactmanager_group_entries")}
    codes = {row["numberid"]: row["id"] for row in office.source.table("contactmanager_entry_speeddials")}
    for row in office.source.table("contactmanager_entry_numbers"):
        entry = entries.get(row["entryid"])
        group = groups.get(entry["groupid"]) if entry is not None else None
        if entry is None or group is None:
            office.left(Why.POINTS_NOWHERE, row, "entryid")
        elif group["type"] == _PRIVATE:
            office.left(Why.FIELD, group, "type", value=group["name"])
        else:
            _contact(office, row, _name(entry), "E164" if row["E164"] else "number", codes.get(row["id"], ""))
        office.ignore([row], *row.values)
    for group in groups.values():
        office.ignore([group], "owner", "name", "type")
    office.ignore(entries.values(), "user", "uuid", "fname", "lname")


def _name(row: Row) -> str:
    whole = row["displayname"] or f"{row['fname']} {row['lname']}".strip()
    return name_from(whole or row["company"], "")


def _contact(office: Office, row: Row, name: str, field: str, code: str) -> None:
    number = outside(office, row[field]) or (outside(office, f"+{row[field]}") if field == "E164" else None)
    if number is None:
        office.left(Why.NO_OUTSIDE_NUMBER, row, field)
        return
    _make(office, row, name or number, number, code, None)


def _make(office: Office, row: Row, name: str, number: str, code: str, owner: str | None) -> None:
    usable = code.isdecimal() and len(code) <= 3 and code not in _codes(office, owner)
    if code and not usable:
        office.left(Why.NUMBER_TAKEN, row, "code", value=code)
    office.make(
        Contact, row, office.new_id(), name=name, number=number, owner=owner, speed_dial=code if usable else None
    )


def _codes(office: Office, owner: str | None) -> Iterator[str]:
    for item in (*office.company.all_of(Contact), *office.items.values()):
        if isinstance(item, Contact) and item.owner == owner and item.speed_dial:
            yield item.speed_dial


def _speed_dial(office: Office, row: Row, owner: str | None) -> None:
    number = outside(office, row["value"])
    if number is None:
        office.left(Why.NO_OUTSIDE_NUMBER, row, "value")
    else:
        _make(office, row, number, number, row["code"], owner)
