"""Extensions: a user of FreePBX and their devices become an employee with phones and, if they have one, a mailbox."""

from collections import defaultdict
from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import destination, dialled
from control_plane.features.freepbx.translating.fitting import caller_number, fitted, name_from
from control_plane.features.freepbx.translating.follow_me import FollowMe, follow_me
from control_plane.features.freepbx.translating.mailboxes import make_mailbox
from control_plane.features.freepbx.translating.office import NewPhone, Office
from tenants.model import Destination, Employee, Kind, RecordingPolicy
from tenants.model.fields import SHORT_NUMBER
from tenants.model.names import name_of

_PHONES: Final = frozenset({"sip", "pjsip"})
_FORWARDS: Final = (("CF", "forward_always"), ("CFB", "forward_busy"), ("CFU", "forward_no_answer"))
_DESTINATIONS: Final = (
    ("noanswer_dest", "forward_no_answer"),
    ("busy_dest", "forward_busy"),
    ("chanunavail_dest", "forward_unreachable"),
)
_LOST: Final = "???"
"""What MySQL writes for letters that the dump's character set does not have."""
DESK: Final = "Desk"


def reserve_people(office: Office) -> None:
    for row in office.source.table("users"):
        number, place = row["extension"], ("users", row["extension"])
        if not SHORT_NUMBER.fullmatch(number):
            office.left(Why.NO_SHORT_NUMBER, row, "extension", name=row["name"])
        elif office.existing(row, number, Employee, place):
            known = office.get(Employee, office.places[place][1])
            if known is not None and known.mailbox is not None:
                office.reserve(("voicemail", number), Kind.MAILBOX, known.mailbox)
        elif (holder := office.holder(number)) is not None or place in office.places:
            office.left(Why.NUMBER_TAKEN, row, "extension", name=row["name"], other=name_of(holder) if holder else "")
        else:
            office.reserve(place, Kind.EMPLOYEE)
            if row["voicemail"] not in ("", "novm"):
                office.reserve(("voicemail", number), Kind.MAILBOX)


def make_people(office: Office) -> None:
    devices: dict[str, list[Row]] = defaultdict(list)
    for device in office.source.table("devices"):
        devices[device["user"] or device["id"]].append(device)
    boxes = {row.key: row for row in office.source.table("voicemail")}
    followed = {row.key: row for row in office.source.table("findmefollow")}
    for row in office.source.table("users"):
        number = row["extension"]
        identifier = office.id_at("users", number, Kind.EMPLOYEE)
        if identifier is not None and (Kind.EMPLOYEE, identifier) not in office.company.objects:
            _make(office, row, identifier, devices.get(number, []), boxes.get(number), followed.get(number))


def _make(office: Office, row: Row, identifier: str, devices: list[Row], box: Row | None, followed: Row | None) -> None:
    number = row["extension"]
    name = name_from(row["name"], number)
    if _LOST in name:
        office.changed(Why.LETTERS_LOST, row, "name")
    phones = _phones(office, identifier, name, devices)
    follow = follow_me(office, followed, number, phones) if followed is not None else FollowMe()
    mailbox = office.id_at("voicemail", number, Kind.MAILBOX)
    email = make_mailbox(office, row, box, mailbox, identifier, name) if mailbox is not None else None
    office.phones[identifier] = phones
    forwards = _forwards(office, row, number)
    if follow.otherwise is not None:
        forwards.setdefault("forward_no_answer", follow.otherwise)
    made = office.make(
        Employee,
        row,
        identifier,
        name=name,
        number=number,
        ring_seconds=follow.seconds or fitted(office, row, "ringtimer", 5, 180, 0) or None,
        outside_number=caller_number(office, row, "outboundcid"),
        email=email,
        mailbox=mailbox,
        do_not_disturb=True if office.source.astdb["DND"].get(number) else None,
        call_waiting=_call_waiting(office, number),
        record=_recording(office, row),
        ring_order=follow.order,
        ring_steps=follow.steps or None,
        **{field: forward for field, forward in forwards.items() if not _to_self(forward, identifier)},
    )
    if made is None:
        office.phones.pop(identifier, None)


def _phones(office: Office, identifier: str, name: str, devices: list[Row]) -> list[NewPhone]:
    phones = []
    for device in devices:
        if device["tech"].lower() not in _PHONES:
            office.left(Why.TECHNOLOGY, device, "tech")
            continue
        label = name_from(device["description"], DESK)
        phones.append(NewPhone(office.new_id(), identifier, DESK if label == name else label))
        office.changed(Why.NEW_PASSWORDS, device)
        office.ignore([device], "dial", "devicetype", "id")
    return phones[:10]


def _forwards(office: Office, row: Row, number: str) -> dict[str, Destination]:
    """What was dialled for forwarding wins over what is set for the extension."""
    found: dict[str, Destination] = {}
    for family, field in _FORWARDS:
        if text := office.source.astdb[family].get(number, ""):
            there = dialled(office, text)
            if there is None:
                kept = Row("astdb", {"id": f"{family}/{number}", "value": text})
                office.left(Why.POINTS_NOWHERE, kept, "value")
            else:
                found[field] = there
    for source, field in _DESTINATIONS:
        there = destination(office, row, source)
        if there is not None:
            found.setdefault(field, there)
    return found


def _to_self(forward: Destination, identifier: str) -> bool:
    return (forward.kind.value, forward.id) == (Kind.EMPLOYEE.value, identifier)


def _call_waiting(office: Office, number: str) -> bool | None:
    """None: the file does not say."""
    known = office.source.astdb.get("CW")
    return None if not known else bool(known.get(number))


def _recording(office: Office, row: Row) -> RecordingPolicy | None:
    """`out=Always|in=Always`, or the key-value database's word for calls from and to outside."""
    number = row["extension"]
    words = {part.partition("=")[2].lower() for part in row["recording"].split("|") if "=" in part}
    stored = office.source.astdb.get("AMPUSER", {})
    words |= {stored.get(f"{number}/recording/{way}/external", "").lower() for way in ("in", "out")}
    words -= {"", "adhoc", "dontcare"}
    if not words:
        return None
    if words <= {"always", "force", "yes"}:
        return RecordingPolicy.OUTSIDE
    if words <= {"never", "no"}:
        return RecordingPolicy.DENIED
    office.left(Why.FIELD, row, "recording")
    return None
