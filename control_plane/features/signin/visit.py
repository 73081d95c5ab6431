"""Somebody at the door: from where, with what, when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.settings import Settings

LONGEST = 200


@dataclass(frozen=True)
class Visit:
    """One request of a browser that is not signed in, or changes how it signs in."""

    session: Session
    settings: Settings
    now: datetime
    address: str
    device: str
    """The User-Agent, at most 200 characters."""

    @classmethod
    def of(cls, ctx: Context) -> Self:
        """Somebody who is in already changes something for somebody else."""
        return cls(ctx.session, ctx.settings, ctx.clock(), ctx.actor.address, "")
