"""The journal of the door: written by everything that happens there, read by operators and by the person."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.features.access.models import User
from control_plane.features.signin.models import Happening, SignInEvent
from control_plane.features.signin.visit import Visit

KEPT: Final = timedelta(days=365)


def note(visit: Visit, user: User | None, what: Happening, note: str = "") -> None:
    """One line. Which login was tried in vain is not kept when nobody has it: it may be a password."""
    visit.session.add(
        SignInEvent(
            id=new_id(),
            at=visit.now,
            what=what,
            user_id=user.id if user else None,
            login=user.login if user else "",
            address=visit.address,
            device=visit.device,
            note=note,
        )
    )


def forget_old_events(ctx: Context) -> int:
    """A chore; commits."""
    old = delete(SignInEvent).where(SignInEvent.at < ctx.clock() - KEPT)
    count = ctx.session.execute(old.returning(SignInEvent.id)).all()
    ctx.session.commit()
    return len(count)
