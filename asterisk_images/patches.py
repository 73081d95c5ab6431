"""Patches of programs in the image: a few bytes each, where nothing but the program itself can mend it.

Building Asterisk from its sources would take minutes on every machine; a patch names the bytes that it expects, so it
can only hit what it was made for. What it was not made for (another version, another processor) is left as it is, and
`Patch.missing` says so.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


class Unfit(Exception):
    """A patch that is malformed."""

    code = "image-patch-unfit"


@dataclass(frozen=True)
class Patch:
    """`find` stands exactly once in `file` (a path below the root), and becomes `replace`, of the same length."""

    file: str
    find: bytes
    replace: bytes
    missing: str
    """What does not work without it."""

    @classmethod
    def of(cls, table: dict[str, Any]) -> Self:
        """From recipe.toml, with the bytes in hexadecimal. Raises KeyError, Unfit."""
        try:
            find, replace = bytes.fromhex(table["find"]), bytes.fromhex(table["replace"])
        except ValueError as problem:
            raise Unfit(f"the patch of {table['file']} is not hexadecimal: {problem}") from None
        if len(find) != len(replace) or not find:
            raise Unfit(f"the patch of {table['file']} must replace as many bytes as it finds")
        return cls(file=table["file"], find=find, replace=replace, missing=table["missing"])

    def apply(self, rootfs: Path) -> bool:
        """Whether it is in force now, also from before. Raises OSError."""
        path = rootfs / self.file
        content = path.read_bytes()
        if content.count(self.replace) == 1 and not content.count(self.find):
            return True
        if content.count(self.find) != 1:
            return False
        mode = path.stat().st_mode
        path.write_bytes(content.replace(self.find, self.replace))
        path.chmod(mode)
        return True
