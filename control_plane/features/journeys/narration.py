"""The story of a call as sentences: the fold's and the call logic's stable words become what a person would say.

Decisions come from the call logic (`tenants/calls/decision.py`), events from what the phones did (`story.py`).
"""

from control_plane.features.journeys.decision_words import decision_words
from control_plane.features.journeys.draft import Result, Step
from control_plane.features.journeys.reason_words import reason_words
from control_plane.features.journeys.text_words import text_words
from control_plane.web.formats import phone_number
from control_plane.web.words import gettext


def step_words(step: Step) -> str:
    """One sentence in the reader's language; empty for a step that would only repeat another one."""
    text = phone_number(step.text) if step.text.startswith("+") else text_words(step.text)
    match step.rule:
        case "ring" | "ring-outside":
            return _attempt_words(step, text)
        case "say":
            return _spoken_words(step)
        case "end":
            return ""
    # A newer node may tell of steps that these pages do not know yet.
    return decision_words(step, text) or _event_words(step, text) or f"{step.rule} {text} {step.result}".strip()


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
        case Result.DO_NOT_DISTURB:
            return gettext("%(name)s does not want to be disturbed", name=name)
        case Result.ABANDONED:
            return gettext("The caller hangs up before %(name)s answers", name=name)
        case _:
            return gettext("The call to %(name)s does not come about", name=name)


def _spoken_words(step: Step) -> str:
    """What the caller was told; the text is a `tenants.calls.sentences.Sentence`."""
    match step.text:
        case "not-found":
            return gettext("The caller hears that nobody has this number")
        case "not-available":
            return gettext("The caller hears that nobody can be reached at the moment")
        case "line-down":
            return gettext("The caller hears that calls to outside are not possible at the moment")
        case _ if why := reason_words(step.result):
            return gettext("The caller hears why: %(why)s", why=why)
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
            return _moved_words(step, name)


def _moved_words(step: Step, name: str) -> str:
    """Calls that go from one person to another."""
    match step.rule:
        case "transfers" if step.result:
            return gettext("%(name)s transfers the call to %(number)s", name=name, number=phone_number(step.result))
        case "transfers":
            return gettext("%(name)s transfers the call", name=name)
        case "picks-up":
            return gettext("%(name)s picks the call up", name=name)
        case "waits-parked":
            return gettext("%(name)s is parked", name=name)
        case "leaves-parking":
            return gettext("%(name)s is no longer parked", name=name)
        case "holds":
            return gettext("%(name)s puts the call on hold", name=name)
        case "resumes":
            return gettext("%(name)s goes on with the call", name=name)
        case _:
            return ""
