"""Who needs a second factor, who has one, and whether what they typed is it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from control_plane.core.problems import Conflict, Invalid
from control_plane.core.roles import PERMISSIONS, Permission
from control_plane.features.access.models import Entry, User
from control_plane.features.factors import passkeys, recovery, totp
from control_plane.features.factors.models import Passkey
from control_plane.features.signin import attempts, journal
from control_plane.features.signin.attempts import Gate
from control_plane.features.signin.models import Happening
from control_plane.features.signin.visit import Visit
from control_plane.settings import Settings

_LOCK: Final = timedelta(minutes=15)


class FactorNeeded(Conflict):
    code, title = "factor-needed", "Your role needs a second factor"


@dataclass(frozen=True)
class Factors:
    """What the account page shows. `recovery`: how many codes are left."""

    codes: bool
    passkeys: list[Passkey]
    recovery: int

    @property
    def any(self) -> bool:
        return self.codes or bool(self.passkeys)


def factors_of(visit: Visit, user: User) -> Factors:
    return Factors(totp.is_set_up(visit, user), passkeys.of(visit, user), recovery.left(visit, user))


def should_have_one(user: User) -> bool:
    """Whoever may see more than their own company: operators and resellers."""
    return user.reseller_id is not None or Permission.READ_FLEET in PERMISSIONS[user.role]


def must_have_one(settings: Settings, user: User) -> bool:
    return settings.second_factor_required and should_have_one(user)


def has_one(visit: Visit, user: User) -> bool:
    return factors_of(visit, user).any


def check_second(visit: Visit, user: User, typed: str) -> Entry:
    """What was typed: a code of the app or a recovery code. Commits failed attempts by itself.

    Raises Invalid for the field `code`, TooManyAttempts.
    """
    gate = _gate(visit, user)
    locked = attempts.begin(visit, gate)
    code = "".join(typed[:100].split())
    if totp.fits(visit, user, code):
        entry = Entry.PASSWORD_AND_CODE
    elif recovery.use(visit, user, code):
        journal.note(visit, user, Happening.RECOVERY_CODE_USED)
        entry = Entry.PASSWORD_AND_RECOVERY_CODE
    else:
        journal.note(visit, user, Happening.WRONG_CODE)
        if locked:
            journal.note(visit, user, Happening.LOCKED)
        visit.session.commit()
        raise Invalid.one("code", "wrong-code", "This code does not fit, or was used already. Type the newest one.")
    attempts.forgive(visit, gate)
    return entry


def remove_codes(visit: Visit, user: User) -> None:
    """The app is not asked for any more. Raises FactorNeeded."""
    totp.remove(visit, user)
    _keep_one(visit, user)
    journal.note(visit, user, Happening.CODES_REMOVED)


def remove_passkey(visit: Visit, user: User, identifier: str) -> None:
    """Somebody else's is as good as none. Raises FactorNeeded."""
    name = passkeys.remove(visit, user, identifier)
    if name is not None:
        _keep_one(visit, user)
        journal.note(visit, user, Happening.PASSKEY_REMOVED, name)


def remove_all(visit: Visit, user: User) -> None:
    """For somebody who has lost everything; whoever calls has made sure who it is."""
    totp.remove(visit, user)
    for passkey in passkeys.of(visit, user):
        passkeys.remove(visit, user, passkey.id)
    recovery.forget(visit, user)
    journal.note(visit, user, Happening.FACTORS_RESET)


def _keep_one(visit: Visit, user: User) -> None:
    if has_one(visit, user):
        return
    if must_have_one(visit.settings, user):
        raise FactorNeeded("Your role needs a second factor; set another one up first.")
    recovery.forget(visit, user)


def _gate(visit: Visit, user: User) -> Gate:
    """Tighter than the password's: six digits are few, and whoever is here knows the password."""
    words = "Too many wrong codes; wait fifteen minutes, then try again."
    return Gate(attempts.gate_id(visit, "second", user.id), 5, _LOCK, words)
