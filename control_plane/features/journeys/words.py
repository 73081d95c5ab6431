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
        case _:
            return _badge_of_the_node(result)


def _badge_of_the_node(result: Result) -> Badge:
    """Ends that no person brought about."""
    match result:
        case Result.MESSAGE:
            return Badge(result, gettext("message left"), "info-circle", "good")
        case Result.CALLBACK:
            return Badge(result, gettext("call back promised"), "clock-history", "good")
        case Result.SERVED:
            return Badge(result, gettext("done"), "check-circle-fill", "good")
        case Result.CLOSED:
            return Badge(result, gettext("closed"), "dash-circle", "warning")
        case Result.BLOCKED:
            return Badge(result, gettext("caller not wanted"), "slash-circle", "warning")
        case Result.NOT_PERMITTED:
            return Badge(result, gettext("not permitted"), "slash-circle", "warning")
        case Result.OVER_LIMIT:
            return Badge(result, gettext("over the limit"), "exclamation-triangle-fill", "bad")
        case Result.FULL:
            return Badge(result, gettext("no place left"), "telephone-x", "bad")
        case Result.NO_AGENTS:
            return Badge(result, gettext("nobody there to answer"), "telephone-x", "bad")
        case Result.DO_NOT_DISTURB:
            return Badge(result, gettext("does not want to be disturbed"), "dash-circle", "warning")
    raise ValueError(f"the result {result} has no badge")


def direction_words(direction: Direction) -> tuple[str, str]:
    """The words for a direction and its picture."""
    match direction:
        case Direction.INCOMING:
            return gettext("from outside"), "arrow-down-left"
        case Direction.OUTGOING:
            return gettext("to outside"), "arrow-up-right"
        case Direction.INTERNAL:
            return gettext("between colleagues"), "arrow-left-right"
