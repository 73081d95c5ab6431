"""A service's refusal beside the fields of the form it came from."""

from collections.abc import Mapping

from control_plane.core.problems import FieldFault, Problem
from control_plane.web.form import Form
from control_plane.web.sentences import say

Corrections = Mapping[tuple[str, str], object]
"""By field and code (or field and `*`): what to write instead, in this form's words."""


def refuse(form: Form, problem: Problem, corrections: Corrections, fields: Mapping[str, str] | None = None) -> Form:
    """The form with one sentence per field; `fields` names the form's field where the service has another name.

    A fault of a field that the form does not show stands above the form, so nothing is lost.
    """
    names = fields or {}
    errors: dict[str, str] = {}
    notes: list[str] = []
    for fault in problem.faults:
        name = names.get(fault.field, fault.field)
        words = _words(fault, corrections)
        if name in form.values:
            errors.setdefault(name, words)
        else:
            notes.append(words)
    if not problem.faults:
        notes.append(say(problem.detail))
    return form.refused(errors, " ".join(notes))


def _words(fault: FieldFault, corrections: Corrections) -> str:
    known = corrections.get((fault.field, fault.code)) or corrections.get((fault.field, "*"))
    if known is not None and fault.code != "value-error":
        return str(known)
    words = say(fault.message)
    return words[:1].upper() + words[1:]
