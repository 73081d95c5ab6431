"""Is it the right password? The answer, its words and its time are the same for a login that nobody has."""

from sqlalchemy import select

from control_plane.core.problems import NotSignedIn
from control_plane.features.access.models import User
from control_plane.features.access.passwords import password_fits
from control_plane.features.signin import attempts, journal
from control_plane.features.signin.models import Happening
from control_plane.features.signin.visit import Visit


class WrongPassword(NotSignedIn):
    code, title = "wrong-password", "Login or password is wrong"


def check_password(visit: Visit, login: str, password: str) -> User:
    """The person. Commits failed attempts by itself, since the error rolls the request back.

    Raises WrongPassword, TooManyAttempts.
    """
    name = login.strip().lower()
    gates = attempts.login_gate(visit, name), attempts.address_gate(visit)
    locked = attempts.begin(visit, *gates)
    user = user_called(visit, name)
    if not password_fits(user.password_hash if user else None, password[:1000]) or user is None:
        journal.note(visit, user, Happening.WRONG_PASSWORD)
        if locked:
            journal.note(visit, user, Happening.LOCKED)
        visit.session.commit()
        raise WrongPassword("Login or password is wrong. Check both, also the keyboard's language.")
    attempts.succeeded(visit, *gates)
    attempts.forgive(visit, gates[0])
    return user


def user_called(visit: Visit, login: str) -> User | None:
    """None also for what no login can be."""
    storable = login.isprintable()
    return visit.session.scalar(select(User).where(User.login == login)) if storable else None
