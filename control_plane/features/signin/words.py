"""The journal of the door in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from control_plane.features.signin.models import Happening
from control_plane.web.words import lazy_gettext

HAPPENINGS: Final[Mapping[Happening, object]] = MappingProxyType(
    {
        Happening.SIGNED_IN: lazy_gettext("Signed in"),
        Happening.SIGNED_OUT: lazy_gettext("Signed out"),
        Happening.WRONG_PASSWORD: lazy_gettext("Wrong password"),
        Happening.LOCKED: lazy_gettext("Locked for five minutes"),
    }
)
BAD: Final = frozenset({Happening.WRONG_PASSWORD, Happening.LOCKED})
