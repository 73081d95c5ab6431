"""Conferences, paging groups and parking lots."""

from collections import defaultdict
from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import destination
from control_plane.features.freepbx.translating.fitting import fitted, name_from
from control_plane.features.freepbx.translating.office import NewPin, Office
from control_plane.features.freepbx.translating.sounds import music_named
from tenants.model import Kind, Paging, Parking, Room
from tenants.model.pin import pin_digest, weak_pin

_SLOTS: Final = 50


def reserve_rooms(office: Office) -> None:
    for table, field, cls, kind in (
        ("meetme", "exten", Room, Kind.ROOM),
        ("paging_config", "page_group", Paging, Kind.PAGING),
        ("parkplus", "parkext", Parking, Kind.PARKING),
    ):
        for row in office.source.table(table):
            place = (table, row[field])
            if not office.existing(row, row[field], cls, place):
                office.reserve(place, kind)


def make_rooms(office: Office) -> None:
    for row in office.source.table("meetme"):
        identifier = office.id_at("meetme", row.key, Kind.ROOM)
        if identifier is not None and (Kind.ROOM, identifier) not in office.company.objects:
            _make_room(office, row, identifier)
    members: dict[str, list[Row]] = defaultdict(list)
    for row in office.source.table("paging_groups"):
        members[row["page_number"]].append(row)
    for row in office.source.table("paging_config"):
        identifier = office.id_at("paging_config", row.key, Kind.PAGING)
        if identifier is not None and (Kind.PAGING, identifier) not in office.company.objects:
            _make_paging(office, row, identifier, members.get(row.key, []))
    for row in office.source.table("parkplus"):
        identifier = office.id_at("parkplus", row["parkext"], Kind.PARKING)
        if identifier is not None and (Kind.PARKING, identifier) not in office.company.objects:
            _make_parking(office, row, identifier)


def _make_room(office: Office, row: Row, identifier: str) -> None:
    options = row["options"]
    name = name_from(row["description"], row.key)
    office.make(
        Room,
        row,
        identifier,
        name=name,
        number=office.free_number(row, row.key, Kind.ROOM),
        pin=_pin(office, row, "userpin", identifier, name),
        host_pin=_pin(office, row, "adminpin", identifier, name),
        wait_for_host=True if "w" in options and row["adminpin"] else None,
        mute_on_entry=True if "m" in options else None,
        record=True if "r" in options else None,
        people_max=min(200, max(2, row.number("users"))) if row.number("users") else None,
    )


def _pin(office: Office, row: Row, field: str, identifier: str, name: str) -> str | None:
    """Its digest. A room must not lose its lock: a PIN that anybody would try gives way to a new one."""
    pin = row[field]
    if not pin:
        return None
    usable = pin.isascii() and pin.isdecimal() and 4 <= len(pin) <= 12 and not weak_pin(pin) and pin != row.key
    if not usable:
        pin = office.new_pin()
        office.pins.append(NewPin(Kind.ROOM, identifier, name, pin))
        office.changed(Why.NEW_PIN, row, field, name=name)
    return pin_digest(office.company.id, identifier, pin)


def _make_paging(office: Office, row: Row, identifier: str, rows: list[Row]) -> None:
    found = []
    for member in rows:
        employee = office.id_at("users", member["ext"], Kind.EMPLOYEE)
        if employee is None:
            office.left(Why.NOBODY, member, "ext")
        else:
            found.append(employee)
    number = office.free_number(row, row.key, Kind.PAGING)
    if number is None:
        # A group without a number cannot be called; it was told above which number that is.
        del office.places[("paging_config", row.key)]
        return
    office.make(
        Paging,
        row,
        identifier,
        name=name_from(row["description"], row.key),
        number=number,
        members=tuple(dict.fromkeys(found))[:100],
        two_way=row.on("duplex") or None,
    )


def _make_parking(office: Office, row: Row, identifier: str) -> None:
    number = office.free_number(row, row["parkext"], Kind.PARKING)
    first, slots = row.number("parkpos"), min(_SLOTS, max(1, row.number("numslots", 1)))
    if slots != row.number("numslots", 1):
        office.changed(Why.FITTED, row, "numslots", other=str(slots))
    taken = [str(first + index) for index in range(slots) if office.holder(str(first + index)) is not None]
    if number is None or taken:
        if taken:
            office.left(Why.NUMBER_TAKEN, row, "parkpos", value=taken[0])
        del office.places[("parkplus", row["parkext"])]
        return
    to_origin = row["comebacktoorigin"].lower() != "no"
    office.make(
        Parking,
        row,
        identifier,
        name=name_from(row["name"], "Parking"),
        number=number,
        first_slot=first,
        slots=slots,
        return_seconds=fitted(office, row, "parkingtime", 10, 3600, 45),
        return_to=None if to_origin else destination(office, row, "dest"),
        music=music_named(office, row, "parkedmusicclass"),
    )
    office.ignore([row], "dest", "id")
