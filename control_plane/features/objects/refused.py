"""A service's refusal beside the entries of a form, which may be deep inside of one."""

from collections.abc import Collection

from control_plane.core.problems import Problem
from control_plane.web.sentences import say
from control_plane.web.words import gettext


def errors_by_field(problem: Problem, names: Collection[str]) -> tuple[dict[str, str], str]:
    """One sentence for each entry, and what concerns none of them. A fault in a row names the row, from 1."""
    errors: dict[str, str] = {}
    notes: list[str] = []
    for fault in problem.faults:
        name, _, rest = fault.field.partition(".")
        words = say(fault.message)
        words = words[:1].upper() + words[1:]
        row = rest.partition(".")[0]
        if row.isdigit():
            words = gettext("Row %(row)s: %(words)s", row=int(row) + 1, words=words)
        if name in names:
            errors.setdefault(name, words)
        else:
            notes.append(words)
    if not problem.faults:
        notes.append(say(problem.detail))
    return errors, " ".join(notes)
