"""Codes on paper, for the day on which the phone is lost: shown once, stored hashed, each good once."""

import base64
import hashlib
import secrets
from typing import Final

from sqlalchemy import delete, func, select

from control_plane.features.access.models import User
from control_plane.features.factors.models import RecoveryCode
from control_plane.features.signin.visit import Visit

MANY: Final = 10
_LONGEST: Final = 40


def renew(visit: Visit, user: User) -> list[str]:
    """Ten new codes, `abcd-efgh-ijkl-mnop`; the former ones are worth nothing."""
    forget(visit, user)
    codes = [_new() for _ in range(MANY)]
    visit.session.add_all(RecoveryCode(id=_id(user, code), user_id=user.id, created_at=visit.now) for code in codes)
    return codes


def use(visit: Visit, user: User, code: str) -> bool:
    """Whether it was one of theirs; it is used up then."""
    gone = delete(RecoveryCode).where(RecoveryCode.id == _id(user, code[:_LONGEST]), RecoveryCode.user_id == user.id)
    return visit.session.scalar(gone.returning(RecoveryCode.id)) is not None


def left(visit: Visit, user: User) -> int:
    count = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user.id)
    return visit.session.scalar(count) or 0


def forget(visit: Visit, user: User) -> None:
    visit.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def _new() -> str:
    """80 bits in letters and digits that look like no other (base32)."""
    text = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def _id(user: User, code: str) -> str:
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(f"{user.id}:{plain}".encode("utf-8", "surrogatepass")).hexdigest()
