"""Phones before they are made: without them a check would say that nobody can be reached."""

from collections.abc import Iterator

from control_plane.features.freepbx.translating.office import Office
from tenants.model import Phone


def stand_in_phones(office: Office) -> Iterator[Phone]:
    """Phones that nobody can sign in with."""
    for number, phone in enumerate(phone for mine in office.phones.values() for phone in mine):
        yield Phone(
            id=phone.id,
            employee=phone.employee,
            label=phone.label,
            login=f"new-{number}",
            digest="0" * 64,
            legacy_digest="0" * 32,
        )
