"""Codes of six digits from an app (RFC 6238): set up with a QR code, checked once, never taken twice."""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import pyotp
import segno
from sqlalchemy import delete, select

from control_plane.core.problems import Invalid
from control_plane.features.access.models import User
from control_plane.features.factors.models import Totp
from control_plane.features.signin import boxes, journal, tickets
from control_plane.features.signin.models import Happening, Purpose
from control_plane.features.signin.visit import Visit

STEP: Final = 30
_TO_SET_UP: Final = timedelta(minutes=30)


@dataclass(frozen=True)
class SetUp:
    """What the page of setting up shows; `ticket` comes back with the first code."""

    ticket: str
    secret: str
    picture: str
    """An SVG of the QR code, black on white."""


def begin(visit: Visit, user: User) -> SetUp:
    """A new secret. Nothing is asked for it before the app has shown that it knows it."""
    secret = pyotp.random_base32()
    box = base64.b64encode(boxes.lock(visit.settings, secret, _owner(user))).decode()
    data = {"box": box}
    ticket = tickets.give(visit, Purpose.SET_UP_CODES, user_id=user.id, data=data, lasts=_TO_SET_UP)
    return SetUp(ticket, secret, _picture(secret, user))


def again(visit: Visit, user: User, ticket: str) -> SetUp:
    """The same once more, after a wrong code; a new one when it has expired."""
    found = _begun(visit, user, ticket)
    return SetUp(ticket, found, _picture(found, user)) if found else begin(visit, user)


def confirm(visit: Visit, user: User, ticket: str, code: str) -> None:
    """From now on codes are asked for. Raises Invalid for the field `code`."""
    secret = _begun(visit, user, ticket)
    step = _step(secret, code, visit.now, after=0) if secret else None
    if secret is None or step is None:
        raise _wrong("This code does not fit. Is the clock of your phone right? Type the newest code.")
    tickets.take(visit, Purpose.SET_UP_CODES, ticket)
    remove(visit, user)
    box = boxes.lock(visit.settings, secret, _owner(user))
    visit.session.add(Totp(user_id=user.id, box=box, created_at=visit.now, last_step=step))
    journal.note(visit, user, Happening.CODES_ADDED)


def fits(visit: Visit, user: User, code: str) -> bool:
    """Whether it is the code of now, or of 30 seconds ago or ahead, and was not used yet; it is used up then."""
    row = visit.session.scalar(select(Totp).where(Totp.user_id == user.id).with_for_update())
    if row is None:
        return False
    step = _step(boxes.unlock(visit.settings, row.box, _owner(user)), code, visit.now, after=row.last_step)
    if step is None:
        return False
    row.last_step = step
    return True


def is_set_up(visit: Visit, user: User) -> bool:
    return visit.session.get(Totp, user.id) is not None


def remove(visit: Visit, user: User) -> bool:
    """Whether there was one."""
    gone = delete(Totp).where(Totp.user_id == user.id).returning(Totp.user_id)
    return visit.session.scalar(gone) is not None


def _begun(visit: Visit, user: User, ticket: str) -> str | None:
    found = tickets.look(visit, Purpose.SET_UP_CODES, ticket)
    if found is None or found.user_id != user.id:
        return None
    return boxes.unlock(visit.settings, base64.b64decode(found.data["box"]), _owner(user))


def _step(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The time step that the code belongs to. Clocks may differ by one step (RFC 6238 §5.2)."""
    app, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    typed = code.encode("utf-8", "replace")
    for step in (current - 1, current, current + 1):
        if step > after and hmac.compare_digest(app.generate_otp(step).encode(), typed):
            return step
    return None


def _picture(secret: str, user: User) -> str:
    address = pyotp.TOTP(secret).provisioning_uri(name=user.login, issuer_name="Carillon")
    drawn = segno.make(address, error="m", micro=False)
    return drawn.svg_inline(scale=4, light="#fff", border=4, omitsize=True, svgclass="qr", lineclass=None)


def _owner(user: User) -> str:
    return f"totp:{user.id}"


def _wrong(words: str) -> Invalid:
    return Invalid.one("code", "wrong-code", words)
