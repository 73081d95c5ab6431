"""Pages use only the icons that the build puts into the sprite, and the sprite holds no more than that."""

import json
import re

from tests.unit.portal.catalogue import CONTROL_PLANE

_QUOTED = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')
_COMPARED = re.compile(r'== "[^"]*"|in \([^)]*\)')


def test_icons_are_built_and_built_icons_are_used() -> None:
    built = set(json.loads((CONTROL_PLANE / "web/frontend/icons.json").read_text()))
    templates = [text.read_text() for text in CONTROL_PLANE.glob("**/templates/**/*.html")]
    named = {name for text in templates for name in re.findall(r"icon\(([^)]*)\)", text)}
    pages = [text.read_text() for text in CONTROL_PLANE.glob("**/*.py")]
    said = {word for text in [*named, *pages] for word in _QUOTED.findall(text)}
    asked = {word for text in named for word in _QUOTED.findall(_COMPARED.sub("", text))}
    assert asked - built == set()
    assert built - said == set()
