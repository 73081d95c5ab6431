"""Mailboxes, from voicemail.conf or the voicemail module's data."""

from control_plane.features.freepbx.reading.tables import YES, Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.fitting import email_from, name_from
from control_plane.features.freepbx.translating.office import Office
from tenants.model import Kind, Mailbox
from tenants.model.pin import pin_digest, weak_pin


def make_mailbox(office: Office, user: Row, box: Row | None, identifier: str, owner: str, name: str) -> str | None:
    """The mailbox of an employee; returns their e-mail address. `box` None: the file does not hold its settings."""
    if box is None:
        office.changed(Why.NO_MAILBOX_DATA, user, "voicemail")
        office.make(Mailbox, user, identifier, name=name, owners=(owner,))
        return None
    email = email_from(office, box, "email")
    office.ignore([box], "name", "fullname")
    _make(office, box, identifier, name, email, (owner,), None)
    return email


def make_other_mailboxes(office: Office) -> None:
    """Those of nobody, such as a team's."""
    for box in office.source.table("voicemail"):
        if office.id_at("voicemail", box.key, Kind.MAILBOX) is not None or ("users", box.key) in office.places:
            continue
        number = office.free_number(box, box.key, Kind.MAILBOX)
        identifier = office.reserve(("voicemail", box.key), Kind.MAILBOX)
        name = name_from(box["name"], box.key)
        _make(office, box, identifier, name, email_from(office, box, "email"), (), number)


def _make(
    office: Office,
    box: Row,
    identifier: str,
    name: str,
    email: str | None,
    owners: tuple[str, ...],
    number: str | None,
) -> None:
    options = dict(part.partition("=")[::2] for part in box["options"].split("|") if part)
    deletes = options.get("delete", "").lower() in YES and email is not None
    office.make(
        Mailbox,
        box,
        identifier,
        name=name,
        number=number,
        owners=owners or None,
        pin=_pin(office, box, identifier),
        email=email,
        attach=False if options.get("attach", "").lower() == "no" else None,
        delete_after_mail=True if deletes else None,
    )


def _pin(office: Office, box: Row, identifier: str) -> str | None:
    """Its digest; None, with a note, for a PIN that anybody would try: owners listen from their own phones without."""
    pin = box["pwd"]
    if not pin:
        return None
    usable = pin.isascii() and pin.isdecimal() and 4 <= len(pin) <= 12 and not weak_pin(pin) and pin != box.key
    if not usable:
        office.changed(Why.WEAK_PIN, box, "pwd")
        return None
    return pin_digest(office.company.id, identifier, pin)
