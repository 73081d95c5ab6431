"""Signed-in browsers: each is a row that ends by itself, and that its owner can end from elsewhere."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from control_plane.features.access.models import Entry, SessionRow, User
from control_plane.features.signin import journal
from control_plane.features.signin.models import Happening
from control_plane.features.signin.visit import Visit
from control_plane.settings import Settings

SEEN_EVERY: Final = timedelta(minutes=1)
"""How exact "last seen" is; more exact would be a write for each page."""
FRESH: Final = timedelta(minutes=15)
"""How long after signing in somebody may change how they sign in."""


def new_token() -> str:
    """256 bits for a cookie or a link; what is stored is `hashed`."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def open_session(visit: Visit, user: User, entry: Entry) -> str:
    """The token for the cookie; whoever calls knows that it is this person."""
    token = new_token()
    visit.session.add(
        SessionRow(
            id=hashed(token),
            user_id=user.id,
            entry=entry,
            created_at=visit.now,
            last_seen_at=visit.now,
            expires_at=visit.now + timedelta(hours=visit.settings.session_hours),
            address=visit.address,
            user_agent=visit.device,
        )
    )
    journal.note(visit, user, Happening.SIGNED_IN, entry)
    return token


def session_of(session: Session, settings: Settings, token: str, now: datetime) -> tuple[SessionRow, User] | None:
    """None when it was ended, is too old, or was not used for too long."""
    idle = timedelta(minutes=settings.session_idle_minutes)
    wanted = (SessionRow.id == hashed(token), SessionRow.expires_at > now, SessionRow.last_seen_at > now - idle)
    found = session.execute(
        select(SessionRow, User).join(User, User.id == SessionRow.user_id).where(*wanted)
    ).one_or_none()
    if found is None:
        return None
    row, user = found
    if now - row.last_seen_at >= SEEN_EVERY:
        row.last_seen_at = now
    return row, user


def sessions_of(session: Session, settings: Settings, user_id: str, now: datetime) -> list[SessionRow]:
    """Those that still open something, the last used first."""
    idle = timedelta(minutes=settings.session_idle_minutes)
    wanted = (SessionRow.user_id == user_id, SessionRow.expires_at > now, SessionRow.last_seen_at > now - idle)
    return list(session.scalars(select(SessionRow).where(*wanted).order_by(SessionRow.last_seen_at.desc())))


def end_session(session: Session, user_id: str, session_id: str) -> bool:
    """Whether it was there and this person's; its cookie is worth nothing from now on."""
    gone = delete(SessionRow).where(SessionRow.id == session_id, SessionRow.user_id == user_id)
    return session.scalar(gone.returning(SessionRow.id)) is not None


def end_other_sessions(session: Session, user_id: str, kept: str | None) -> int:
    """All of this person but `kept`, if that is given; returns how many there were."""
    gone = delete(SessionRow).where(SessionRow.user_id == user_id)
    if kept is not None:
        gone = gone.where(SessionRow.id != kept)
    return len(session.scalars(gone.returning(SessionRow.id)).all())
