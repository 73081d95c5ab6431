"""What is wrong with a what-if question (tenants/simulate), as templates for the reader's language."""

from typing import Final

from control_plane.web.words import N_

QUESTION_SENTENCES: Final = (
    N_(
        "%(who)s is no employee's short number here and no number outside; "
        "write a short number, a number with its country code, or anonymous."
    ),
    N_("nobody can call %(name)s from outside: add a provider line first"),
    N_("%(what)s cannot be dialled; use digits, +, * and #."),
    N_("%(what)s is no number of this company; it has none: add a number first, or let an employee call."),
    N_("%(what)s is no number of this company; it has %(numbers)s."),
    N_("%(what)s is no time; write 2026-03-01 19:00, sunday 19:00, 19:00 or now."),
    N_("%(what)s cannot be typed on a phone; use 0 to 9, * and #."),
    N_("%(who)s is a waiting line and cannot do %(what)s; choose one of %(choices)s."),
    N_("%(who)s cannot do %(what)s; choose one of %(choices)s."),
    N_(
        "%(who)s is no employee's and no waiting line's short number here, and no number outside; "
        "say who answers by their number."
    ),
)
