"""Which calls are recorded."""

from enum import StrEnum


class RecordingPolicy(StrEnum):
    """Of a number, an employee, a team or a waiting line. The strictest wins: DENIED over ALWAYS over ON_DEMAND."""

    NEVER = "never"
    """Not because of this object; another one of the call may still want it."""
    ON_DEMAND = "on-demand"
    """Whoever talks may start it by a short code during the talk."""
    OUTSIDE = "outside"
    """Calls from and to outside."""
    ALWAYS = "always"
    DENIED = "denied"
    """Not, whatever other objects want."""
