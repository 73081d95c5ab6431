"""The recipe: everything that decides what an image contains, read from files beside this one."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from asterisk_images.patches import Patch

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Recipe:
    """What to put into a root file system, and what to take out of it. Paths are relative to its root."""

    suite: str
    components: tuple[str, ...]
    variant: str
    packages: tuple[str, ...]
    exclude: tuple[str, ...]
    remove: tuple[str, ...]
    mount_points: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    modules: tuple[str, ...]
    etc: tuple[tuple[str, str], ...]
    """Files of the base /etc/asterisk: (name, text)."""
    patches: tuple[Patch, ...] = ()

    @classmethod
    def read(cls, folder: Path = HERE) -> Self:
        """The recipe in `folder` (recipe.toml and etc/). Raises KeyError, TOMLDecodeError, Unfit when malformed."""
        table = tomllib.loads((folder / "recipe.toml").read_text(encoding="utf-8"))
        return cls(
            suite=table["suite"],
            components=tuple(table["components"]),
            variant=table["variant"],
            packages=tuple(table["packages"]),
            exclude=tuple(table["exclude"]),
            remove=tuple(table["remove"]),
            mount_points=tuple(table["mount_points"]),
            links=tuple(sorted(table["links"].items())),
            modules=tuple(table["modules"]["load"]),
            etc=tuple((path.name, path.read_text(encoding="utf-8")) for path in sorted((folder / "etc").iterdir())),
            patches=tuple(Patch.of(each) for each in table.get("patches", ())),
        )

    @property
    def hash(self) -> str:
        """Changes with every word that could change the image; comments in recipe.toml do not count."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@cache
def modules() -> tuple[str, ...]:
    """The modules an Asterisk of this image may load, without `.so`, in the order of the recipe."""
    return Recipe.read().modules
