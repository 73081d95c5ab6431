"""Words and forms of the pages about archives."""

from collections.abc import Iterator
from typing import Any, Final

from control_plane.features.archives.models import JobState, Work
from control_plane.features.objects.kinds.every import KINDS
from control_plane.web.form import Form
from control_plane.web.words import gettext
from tenants.model import Kind
from tenants.model.objects import kind_of_class

PLACE_FIELDS: Final = ("company", "name", "numbers", "leave_out_taken", "without_customisation", "lines_too")


def place_typed(form: Form, prefix: str = "") -> dict[str, Any]:
    """What NewPlace takes. Numbers are typed as lines of `old new`; lines that say something else are refused later."""
    pairs = [line.split() for line in form.value(f"{prefix}numbers").splitlines() if line.strip()]
    return {
        "company": form.value(f"{prefix}company"),
        "name": form.value(f"{prefix}name") or None,
        "numbers": {pair[0]: pair[-1] for pair in pairs},
        "leave_out_taken": bool(form.value(f"{prefix}leave_out_taken")),
        "without_customisation": bool(form.value(f"{prefix}without_customisation")),
        "leave_out": [] if form.value(f"{prefix}lines_too") else [Kind.LINE.value],
    }


def kind_words() -> Iterator[tuple[Kind, str]]:
    """The kinds that a part of a company may be made of."""
    yield Kind.EMPLOYEE, gettext("Employees")
    yield Kind.NUMBER, gettext("Numbers")
    for each in KINDS:
        yield kind_of_class(each.cls), str(each.words.many)


def file_words() -> Iterator[tuple[str, str]]:
    yield "recording", gettext("Recordings")
    yield "message", gettext("Messages")
    yield "fax", gettext("Faxes")


def work_words(work: Work) -> str:
    return {
        Work.EXPORT: gettext("Export"),
        Work.CHECK: gettext("Check of an archive"),
        Work.IMPORT: gettext("Import"),
        Work.CLONE: gettext("Clone"),
        Work.TEMPLATE: gettext("New template"),
        Work.BUILD: gettext("Company from a template"),
    }[work]


def state_words(state: JobState) -> str:
    return {
        JobState.WAITING: gettext("waits"),
        JobState.WORKING: gettext("being worked on"),
        JobState.DONE: gettext("done"),
        JobState.REFUSED: gettext("refused; nothing was written"),
        JobState.FAILED: gettext("failed"),
        JobState.UPLOADED: gettext("checked; can be imported"),
    }[state]


def told_words(what: str) -> str:
    """What of a new company has to be passed on."""
    words = {
        "new-password": gettext("New password of the phone"),
        "new-login": gettext("New login of the phone"),
        "new-pin": gettext("New PIN"),
        "new-host-pin": gettext("New PIN of the host"),
        "password-needed": gettext("Type in the provider's password of this line"),
        "left-out": gettext("Left out"),
        "customisation-left-out": gettext("Customisation left out"),
    }
    return words.get(what, what)
