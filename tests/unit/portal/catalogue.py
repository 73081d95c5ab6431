"""Every sentence of the portal, collected from sources and templates the way `pybabel extract` does it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

CONTROL_PLANE: Final = Path(__file__).parents[3] / "control_plane"
RUSSIAN: Final = CONTROL_PLANE / "web/translations/ru/LC_MESSAGES/messages.po"
_WAYS: Final = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_KEYWORDS: Final = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}

Key = tuple[str, str]
"""Context (mostly empty) and the sentence, the singular one where there are two."""


def _ours(folder: str | Path) -> bool:
    return Path(folder).name not in {"frontend", "migrations", "node_modules", "__pycache__"}


@cache
def used() -> frozenset[Key]:
    """What pages and services say."""
    found = extract_from_dir(CONTROL_PLANE, _WAYS, keywords=_KEYWORDS, directory_filter=_ours)
    return frozenset((context or "", _first(sentence)) for _, _, sentence, _, context in found)


@cache
def russian() -> Catalog:
    with RUSSIAN.open("rb") as file:
        return read_po(file, locale="ru")


def translated() -> Iterator[tuple[Key, Message]]:
    for message in russian():
        if message.id:
            yield (message.context or "", _first(message.id)), message


def forms(message: Message) -> tuple[str, ...]:
    """The translation: one form, or three where the sentence counts something."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _first(sentence: str | list[str] | tuple[str, ...]) -> str:
    return sentence if isinstance(sentence, str) else sentence[0]
