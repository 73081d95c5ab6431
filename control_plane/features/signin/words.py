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
        Happening.LOCKED: lazy_gettext("Locked for five minutes"),
        Happening.SESSION_ENDED: lazy_gettext("Signed out from another browser"),
        Happening.PASSWORD_CHANGED: lazy_gettext("Password changed"),
    }
)
ENTRIES: Final[Mapping[str, object]] = MappingProxyType(
    {
        Entry.PASSWORD: lazy_gettext("with a password"),
    }
)
"""How somebody came in; also the note of `signed-in`."""
BAD: Final = frozenset({Happening.WRONG_PASSWORD, Happening.LOCKED})
