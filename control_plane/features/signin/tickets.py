"""What is good once and for a short time: half a sign-in, a link in a mail, a challenge."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from control_plane.core.context import Context
from control_plane.features.signin.models import Purpose, Ticket
from control_plane.features.signin.sessions import hashed, new_token
from control_plane.features.signin.visit import Visit

MINUTES_10: Final = timedelta(minutes=10)


def give(
    visit: Visit,
    purpose: Purpose,
    *,
    user_id: str | None = None,
    data: dict[str, Any] | None = None,
    lasts: timedelta = MINUTES_10,
    token: str | None = None,
) -> str:
    """The token, which is stored nowhere; `token` when somebody else has made it, at random."""
    made = token or new_token()
    visit.session.add(
        Ticket(
            id=hashed(made),
            purpose=purpose,
            user_id=user_id,
            data=data or {},
            created_at=visit.now,
            expires_at=visit.now + lasts,
        )
    )
    return made


def look(visit: Visit, purpose: Purpose, token: object) -> Ticket | None:
    """It stays good. None when it was used, has expired, or is for something else."""
    wanted = (Ticket.id == hashed(str(token)), Ticket.purpose == purpose, Ticket.expires_at > visit.now)
    return visit.session.scalar(select(Ticket).where(*wanted))


def take(visit: Visit, purpose: Purpose, token: object) -> Ticket | None:
    """It is used up; of two who take it at once one gets it."""
    wanted = (Ticket.id == hashed(str(token)), Ticket.purpose == purpose, Ticket.expires_at > visit.now)
    found = visit.session.scalar(select(Ticket).where(*wanted).with_for_update())
    if found is not None:
        visit.session.expunge(found)
        visit.session.execute(delete(Ticket).where(Ticket.id == found.id))
    return found


def void(visit: Visit, user_id: str) -> None:
    """Whatever was given to this person opens nothing any more."""
    visit.session.execute(delete(Ticket).where(Ticket.user_id == user_id))


def forget_expired_tickets(ctx: Context) -> int:
    """A chore; commits."""
    old = delete(Ticket).where(Ticket.expires_at < ctx.clock())
    count = len(ctx.session.scalars(old.returning(Ticket.id)).all())
    ctx.session.commit()
    return count
