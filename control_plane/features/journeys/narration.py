"""The story of a call as sentences: the fold's and the call logic's stable words become what a person would say.

Decisions come from the call logic (`tenants/calls/decision.py`), events from what the phones did (`story.py`).
"""

from control_plane.features.journeys.draft import Result, Step
from control_plane.web.formats import phone_number
from control_plane.web.words import gettext


def step_words(step: Step) -> str:
    """One sentence in the reader's language; empty for a step that would only repeat another one."""
    text = phone_number(step.text)
    match step.rule:
        case "ring" | "ring-outside":
            return _attempt_words(step, text)
        case "say":
            return _spoken_words(step.text)
        case "end":
            return ""
    # A newer node may tell of steps that these pages do not know yet.
    return _dialled_words(step, text) or _event_words(step, text) or f"{step.rule} {text} {step.result}".strip()


def _dialled_words(step: Step, text: str) -> str:
    match step.rule:
        case "dialled-employee":
            return gettext("The short number of %(name)s was dialled", name=text)
        case "dialled-own-number":
            return gettext("The company's own number %(number)s was dialled", number=text)
        case "dialled-outside":
            return gettext("A number outside was dialled: %(number)s", number=text)
        case "dialled-emergency":
            return gettext("The emergency number %(number)s was dialled", number=text)
        case "number-destination":
            return gettext("The call comes in on %(number)s", number=text)
        case "not-found" if step.object_kind == "number":
            return gettext("Nobody takes the calls to %(number)s", number=text)
        case "not-found":
            return gettext("There is no number %(number)s", number=text)
        case "no-line":
            return gettext("There is no provider line for calls to outside")
        case "loop":
            return gettext("The call was handed on too often: two destinations point at each other")
        case _:
            return ""


def _attempt_words(step: Step, name: str) -> str:
    """How the attempt to reach somebody ended; that it was answered has been told by the phone itself."""
    match step.result:
        case Result.ANSWERED:
            return ""
        case Result.BUSY:
            return gettext("%(name)s is busy", name=name)
        case Result.NO_ANSWER:
            return gettext("%(name)s does not answer", name=name)
        case Result.UNREACHABLE:
            return gettext("No phone of %(name)s is connected", name=name)
        case Result.REFUSED:
            return gettext("%(name)s declines the call", name=name)
        case Result.ABANDONED:
            return gettext("The caller hangs up before %(name)s answers", name=name)
        case _:
            return gettext("The call to %(name)s does not come about", name=name)


def _spoken_words(sentence: str) -> str:
    """What the caller was told; `sentence` is a `tenants.calls.sentences.Sentence`."""
    match sentence:
        case "not-found":
            return gettext("The caller hears that nobody has this number")
        case "not-available":
            return gettext("The caller hears that nobody can be reached at the moment")
        case "line-down":
            return gettext("The caller hears that calls to outside are not possible at the moment")
        case _:
            return gettext("The caller hears an announcement")


def _event_words(step: Step, text: str) -> str:
    name = text or (gettext("the provider line") if step.object_kind == "line" else gettext("somebody"))
    match step.rule:
        case "called":
            return gettext("%(name)s calls", name=name)
        case "ringing" if step.object_kind == "line":
            return gettext("The call goes out over the provider line")
        case "ringing":
            return gettext("The phone of %(name)s rings", name=name)
        case "answered":
            return gettext("%(name)s answers", name=name)
        case "talking":
            return gettext("The conversation begins")
        case "hung-up":
            return gettext("%(name)s hangs up", name=name)
        case "ended":
            return gettext("The call is over")
        case _:
            return ""
