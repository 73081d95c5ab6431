"""Somebody at the door: from where, with what, when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

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
