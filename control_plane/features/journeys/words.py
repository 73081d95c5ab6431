"""What a call's result, direction and story are called on screen. The keys are the fold's stable words."""

from dataclasses import dataclass

from flask_babel import gettext

from control_plane.features.journeys.draft import Direction, Result, Step
from control_plane.web.formats import phone_number


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


def step_words(step: Step) -> str:
    """One sentence of the story."""
    text = phone_number(step.text)
    told = _decision_words(step, text) or _event_words(step, text)
    if not told:
        # A newer node may tell of steps that these pages do not know yet.
        told = gettext("Step “%(rule)s” %(text)s", rule=step.rule, text=text).rstrip()
    if step.result and step.rule not in ("not-found",):
        return f"{told}: {_result_words(step.result)}"
    return told


def _decision_words(step: Step, text: str) -> str:
    match step.rule:
        case "dialled-employee":
            return gettext("%(name)s was called by short number", name=text)
        case "dialled-outside":
            return gettext("The call goes out to %(number)s", number=text)
        case "number-destination":
            return gettext("The number leads to %(name)s", name=text)
        case "not-found":
            return gettext("There is no number %(number)s; the caller hears a sentence that says so", number=text)
        case "ring":
            return gettext("The phones of %(name)s ring", name=text)
        case "say":
            return gettext("The caller hears an announcement")
        case "no-line":
            return gettext("No provider line is connected for calls to outside")
        case "no-destination":
            return gettext("Nobody takes the calls to this number; the caller hears a sentence that says so")
        case _:
            return ""


def _event_words(step: Step, text: str) -> str:
    name = text or (gettext("the provider line") if step.object_kind == "line" else gettext("somebody"))
    match step.rule:
        case "called":
            return gettext("%(name)s calls", name=name)
        case "ringing":
            return gettext("It rings: %(name)s", name=name)
        case "answered":
            return gettext("%(name)s answers", name=name)
        case "talking":
            return gettext("They talk: %(name)s", name=name)
        case "hung-up":
            return gettext("%(name)s hangs up", name=name)
        case "ended":
            return gettext("The call is over")
        case _:
            return ""


def _result_words(result: str) -> str:
    try:
        return badge(Result(result)).words
    except ValueError:
        return result
