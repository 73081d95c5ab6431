"""Pages of docs/ that people type from, and that tests therefore run."""

import re
from pathlib import Path
from typing import NamedTuple

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A block of code. `name`: the file it is the content of, where the page says so."""

    language: str
    name: str
    content: str


def blocks(page: Path) -> list[Block]:
    """In their order."""
    return [Block(*found) for found in _BLOCK.findall(page.read_text(encoding="utf-8"))]
