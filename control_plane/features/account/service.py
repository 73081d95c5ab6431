"""What a person changes about their own sign-in."""

from control_plane.core.problems import Invalid
from control_plane.features.access.models import User
from control_plane.features.access.passwords import check_new_password, hash_password, password_fits
from control_plane.features.signin import attempts, journal, sessions, tickets
from control_plane.features.signin.models import Happening
from control_plane.features.signin.visit import Visit


def change_password(visit: Visit, user: User, *, current: str, new: str, session_id: str | None) -> int:
    """All other sessions end; returns how many there were. Who has no password yet gives no current one.

    Raises Invalid, TooManyAttempts: guessing here is as slow as at the door.
    """
    if user.password_hash:
        _check_current(visit, user, current)
    check_new_password(new, user.login)
    return set_password(visit, user, new, kept=session_id)


def set_password(visit: Visit, user: User, new: str, *, kept: str | None = None) -> int:
    """`new` was checked. All sessions but `kept` end; returns how many there were."""
    user.password_hash = hash_password(new)
    tickets.void(visit, user.id)
    journal.note(visit, user, Happening.PASSWORD_CHANGED)
    return sessions.end_other_sessions(visit.session, user.id, kept)


def _check_current(visit: Visit, user: User, current: str) -> None:
    gates = attempts.login_gate(visit, user.login), attempts.address_gate(visit)
    attempts.begin(visit, *gates)
    if not password_fits(user.password_hash, current[:1000]):
        journal.note(visit, user, Happening.WRONG_PASSWORD)
        visit.session.commit()
        words = "This is not your password now; check the keyboard's language."
        raise Invalid.one("current", "wrong-password", words)
    attempts.succeeded(visit, *gates)
