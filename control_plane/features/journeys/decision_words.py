"""What the call logic decided, as sentences: one for each rule of tenants/calls/decision.py."""

from control_plane.features.journeys.draft import Step
from control_plane.features.journeys.reason_words import reason_words
from control_plane.web.words import gettext


def decision_words(step: Step, text: str) -> str:
    """One sentence; empty for a rule that is unknown here. `text` is the step's, made readable."""
    for words in (_dialled_words, _way_words, _refusal_words, _service_words, _noted_words):
        if said := words(step, text):
            return said
    return ""


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
        case "dialled":
            return gettext("The short number of %(name)s was dialled", name=text)
        case "dialled-code":
            return gettext("A short code was dialled: %(code)s", code=text)
        case "number-destination":
            return gettext("The call comes in on %(number)s", number=text)
        case "not-found" if step.object_kind == "number":
            return gettext("Nobody takes the calls to %(number)s", number=text)
        case "not-found":
            return gettext("There is no number %(number)s", number=text)
        case _:
            return ""


def _way_words(step: Step, text: str) -> str:
    """Why the call went on to somebody else."""
    match step.rule:
        case "forward":
            return gettext("The call is forwarded: %(text)s", text=text)
        case "do-not-disturb":
            return gettext("%(name)s does not want to be disturbed", name=text)
        case "opening-hours":
            return gettext("Opening hours: %(text)s", text=text)
        case "secretary":
            return gettext("The secretary takes the call: %(text)s", text=text)
        case "overflow":
            return gettext("Nobody takes the call, it goes on: %(text)s", text=text)
        case "skipped":
            return gettext("%(name)s is left out: %(why)s", name=text, why=reason_words(step.result) or step.result)
        case "route":
            return gettext("The way to outside: %(text)s", text=text)
        case "transferred":
            return gettext("The call was transferred: %(text)s", text=text)
        case _:
            return ""


def _refusal_words(step: Step, text: str) -> str:
    """Why the call could not go on."""
    match step.rule:
        case "no-line":
            return gettext("There is no provider line for calls to outside")
        case "loop":
            return gettext("The call was handed on too often: two destinations point at each other")
        case "caller-rule":
            return gettext("There is a rule for this caller: %(text)s", text=text)
        case "anonymous":
            return gettext("The caller hides their number")
        case "permission":
            return gettext("The call is not permitted: %(text)s", text=text)
        case "limit":
            return gettext("A limit is reached: %(text)s", text=text)
        case _:
            return ""


def _service_words(step: Step, text: str) -> str:
    """What the caller met on the way."""
    why = reason_words(step.result)
    match step.rule:
        case "waited":
            return _with(gettext("Waiting line: %(text)s", text=text), why)
        case "callback":
            return _with(gettext("Call back: %(text)s", text=text), why)
        case "message":
            return _with(gettext("Mailbox: %(text)s", text=text), why)
        case "meeting":
            return _with(gettext("Meeting room: %(text)s", text=text), why)
        case "parked":
            return _with(gettext("Parking: %(text)s", text=text), why)
        case "picked-up":
            return _with(gettext("A call is picked up: %(text)s", text=text), why)
        case "paged":
            return _with(gettext("Announcement to phones: %(text)s", text=text), why)
        case "supervised":
            return _with(gettext("A supervisor joins: %(text)s", text=text), why)
        case "fax":
            return _with(gettext("Fax: %(text)s", text=text), why)
        case _:
            return ""


def _noted_words(step: Step, text: str) -> str:
    """What happened beside the way of the call."""
    match step.rule:
        case "menu-choice":
            return gettext("Menu: %(text)s", text=text)
        case "flow-step":
            return gettext("Call path: %(text)s", text=text)
        case "fetch":
            return gettext("A web service is asked: %(text)s", text=text)
        case "recorded":
            return gettext("Recording: %(text)s", text=text)
        case "switched":
            return gettext("A switch was turned by phone: %(text)s", text=text)
        case "pin":
            return _with(gettext("A PIN was asked for: %(text)s", text=text), reason_words(step.result))
        case "custom":
            return _with(text, reason_words(step.result))
        case "debugged":
            return _with(gettext("Debugging: %(text)s", text=text), reason_words(step.result))
        case "label":
            return gettext("The call gets the label %(text)s", text=text)
        case _:
            return ""


def _with(sentence: str, why: str) -> str:
    return f"{sentence} ({why})" if why else sentence
