"""Values of FreePBX in the shapes that a company's objects have."""

import re
import unicodedata
from typing import Final

from control_plane.core.problems import Invalid
from control_plane.core.wishes import outside_number
from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.office import Office
from tenants.model import RecordingPolicy
from tenants.model.fields import NAME_MAX

_CALLER: Final = re.compile(r'(?:"?[^"<]*"?\s*<)?\s*([+0-9][0-9 ()+.-]{1,30})>?\s*')
_EMAIL: Final = re.compile(r"[^@\s\x00-\x1f<>,;:\"]{1,64}@[A-Za-z0-9.-]{1,190}")
_POLICIES: Final = {
    "force": RecordingPolicy.ALWAYS,
    "always": RecordingPolicy.ALWAYS,
    "yes": RecordingPolicy.ALWAYS,
    "never": RecordingPolicy.DENIED,
    "no": RecordingPolicy.DENIED,
    "ondemand": RecordingPolicy.ON_DEMAND,
}


def name_from(text: str, otherwise: str) -> str:
    """A name that people may have: without control characters, at most 100 letters."""
    kept = "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isprintable()).strip()
    return kept[:NAME_MAX].strip() or otherwise


def fitted(office: Office, row: Row, field: str, low: int, high: int, default: int, also: int = 0) -> int:
    """The number in `field`, plus `also`, at least `low` and at most `high`, with a note when it had to be fitted."""
    wished = row.number(field, 0)
    if wished <= 0:
        return default
    value = min(max(wished + also, low), high)
    if value != wished + also:
        office.changed(Why.FITTED, row, field, other=str(value))
    return value


def outside(office: Office, text: str) -> str | None:
    """E.164 of what FreePBX dials or shows outside, also as `"Name" <number>`; None for what is no such number.

    Numbers of the company's own area may come without its code.
    """
    found = _CALLER.fullmatch(text.strip())
    if found is None:
        return None
    number, area = found[1].strip(), office.company.profile.area_code
    for whole in (number, f"{area}{number}") if area is not None else (number,):
        try:
            return outside_number(whole, office.country)
        except Invalid:
            continue
    return None


def caller_number(office: Office, row: Row, field: str) -> str | None:
    """The number that is shown outside; a note for one that cannot be shown."""
    text = row[field]
    if not text or text.lower() in ("hidden", "none"):
        return None
    number = outside(office, text)
    if number is None:
        office.left(Why.NO_OUTSIDE_NUMBER, row, field)
    return number


def recording(office: Office, row: Row, field: str) -> RecordingPolicy | None:
    """None: nothing is wished."""
    text = row[field].lower()
    if text in ("", "dontcare", "delayed"):
        return None
    if text not in _POLICIES:
        office.left(Why.FIELD, row, field)
    return _POLICIES.get(text)


def email_from(office: Office, row: Row, field: str) -> str | None:
    """The first address; a note for what is none, and for further ones."""
    first, _, more = row[field].replace("|", ",").partition(",")
    if more:
        office.changed(Why.FIRST_OF_SEVERAL, row, field, other=first)
    if first and not _EMAIL.fullmatch(first.strip()):
        office.left(Why.FIELD, row, field)
        return None
    return first.strip() or None


def prefix_from(office: Office, row: Row, field: str) -> str | None:
    """What is shown before the caller's name; at most 20 letters."""
    text = row.values.get(field, "") if row[field] else ""
    if len(text) > 20:
        office.changed(Why.FITTED, row, field, other=text[:20])
    return text[:20] or None
