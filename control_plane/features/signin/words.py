"""The journal of the door in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from control_plane.features.access.models import Entry
from control_plane.features.signin.models import Happening
from control_plane.web.words import lazy_gettext

HAPPENINGS: Final[Mapping[Happening, object]] = MappingProxyType(
    {
        Happening.SIGNED_IN: lazy_gettext("Signed in"),
        Happening.SIGNED_OUT: lazy_gettext("Signed out"),
        Happening.WRONG_PASSWORD: lazy_gettext("Wrong password"),
        Happening.LOCKED: lazy_gettext("Locked for a while"),
        Happening.SESSION_ENDED: lazy_gettext("Signed out from another browser"),
        Happening.PASSWORD_CHANGED: lazy_gettext("Password changed"),
        Happening.WRONG_CODE: lazy_gettext("Wrong code"),
        Happening.CODES_ADDED: lazy_gettext("One-time codes set up"),
        Happening.CODES_REMOVED: lazy_gettext("One-time codes removed"),
        Happening.RECOVERY_CODE_USED: lazy_gettext("Recovery code used"),
        Happening.RECOVERY_CODES_RENEWED: lazy_gettext("New recovery codes"),
        Happening.PASSKEY_ADDED: lazy_gettext("Passkey added"),
        Happening.PASSKEY_REMOVED: lazy_gettext("Passkey removed"),
        Happening.WRONG_PASSKEY: lazy_gettext("Wrong passkey"),
        Happening.SIGN_ON_FAILED: lazy_gettext("Single sign-on failed"),
        Happening.SIGN_ON_CHANGED: lazy_gettext("Single sign-on changed"),
        Happening.RESET_SENT: lazy_gettext("Link for a new password sent"),
        Happening.INVITED: lazy_gettext("Invited"),
        Happening.MAIL_REFUSED: lazy_gettext("A mail could not be delivered"),
        Happening.FACTORS_RESET: lazy_gettext("Second factor taken away by an administrator"),
    }
)
ENTRIES: Final[Mapping[str, object]] = MappingProxyType(
    {
        Entry.PASSWORD: lazy_gettext("with a password"),
        Entry.PASSWORD_AND_CODE: lazy_gettext("with a password and a code"),
        Entry.PASSKEY: lazy_gettext("with a passkey"),
        Entry.SINGLE_SIGN_ON: lazy_gettext("with single sign-on"),
        Entry.PASSWORD_AND_RECOVERY_CODE: lazy_gettext("with a password and a recovery code"),
    }
)
"""How somebody came in; also the note of `signed-in`."""
BAD: Final = frozenset(
    {
        Happening.WRONG_PASSWORD,
        Happening.WRONG_CODE,
        Happening.WRONG_PASSKEY,
        Happening.SIGN_ON_FAILED,
        Happening.LOCKED,
        Happening.MAIL_REFUSED,
    }
)
