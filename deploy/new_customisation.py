"""A new customisation's folder, made from `deploy/templates/customisation`."""

import keyword
import re
import sys
from pathlib import Path
from typing import Final

from deploy.errors import Stop

TEMPLATES: Final = Path(__file__).parent / "templates" / "customisation"
NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")
SUFFIX: Final = ".template"


class BadName(Stop):
    """What cannot be the name of a customisation."""

    code = "bad-name"


class Exists(Stop):
    """Somebody's work is there already; nothing was changed."""

    code = "exists"


def create(name: str, parent: Path) -> Path:
    """Make the folder `parent/name`; all of it or nothing. Raises BadName, Exists."""
    _check(name)
    folder = parent / name
    if folder.exists():
        raise Exists(f"{folder} exists already.", "Choose another name, or edit what is there.")
    making = parent / f".{name}.new"
    words = {"NAME": name, "TITLE": name.replace("_", " ").capitalize()}
    for template in sorted(TEMPLATES.rglob(f"*{SUFFIX}")):
        target = making / _filled(str(template.relative_to(TEMPLATES)).removesuffix(SUFFIX), words)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(template.read_text(), words))
    making.rename(folder)
    return folder


def _check(name: str) -> None:
    """Raises BadName."""
    if not NAME.fullmatch(name):
        raise BadName(
            f"{name!r} cannot be the name of a customisation.",
            "Use 2 to 40 small Latin letters, digits and _, beginning with a letter, such as `bakery`.",
        )
    if keyword.iskeyword(name) or name in sys.stdlib_module_names or name == "tests":
        raise BadName(f"{name!r} means something else in Python.", f"Choose another name, such as `{name}_company`.")


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text
