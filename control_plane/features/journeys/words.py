"""What a call's result and direction are called on screen."""

from dataclasses import dataclass

from control_plane.features.journeys.draft import Direction, Result
from control_plane.web.words import gettext


@dataclass(frozen=True)
class Badge:
    """A result with its picture, so that it is never told by colour alone; `tone` is good, bad, warning or empty."""

    value: str
    words: str
    icon: str
    tone: str = ""


def badge(result: Result | None) -> Badge:
    """The badge of one result; None is a call that is still going on."""
    match result:
        case None:
            return Badge("", gettext("in progress"), "hourglass-split")
        case Result.ANSWERED:
            return Badge(result, gettext("answered"), "check-circle-fill", "good")
        case Result.BUSY:
            return Badge(result, gettext("busy"), "dash-circle", "warning")
        case Result.NO_ANSWER:
            return Badge(result, gettext("no answer"), "telephone-x", "bad")
        case Result.ABANDONED:
            return Badge(result, gettext("caller hung up"), "telephone-x", "bad")
        case Result.UNREACHABLE:
            return Badge(result, gettext("phone not connected"), "slash-circle", "bad")
        case Result.REFUSED:
            return Badge(result, gettext("declined"), "x-circle", "warning")
        case Result.NOT_FOUND:
            return Badge(result, gettext("no such number"), "question-circle")
        case Result.FAILED:
            return Badge(result, gettext("failed"), "exclamation-triangle-fill", "bad")


def direction_words(direction: Direction) -> tuple[str, str]:
    """The words for a direction and its picture."""
    match direction:
        case Direction.INCOMING:
            return gettext("from outside"), "arrow-down-left"
        case Direction.OUTGOING:
            return gettext("to outside"), "arrow-up-right"
        case Direction.INTERNAL:
            return gettext("between colleagues"), "arrow-left-right"
