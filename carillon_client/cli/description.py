"""What the generator says of kinds, fields and operations, read when the first command needs it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

Json = dict[str, Any]


@cache
def description() -> Json:
    text = files("carillon_client.generated").joinpath("description.json").read_text(encoding="utf-8")
    data: Json = json.loads(text)
    return data


def kinds() -> dict[str, Json]:
    """By the name that stands in addresses and commands."""
    found: dict[str, Json] = description()["kinds"]
    return found


def path_of(kind: str) -> str | None:
    """`waiting-line`, as references name it, → `waiting-lines`."""
    wanted = kind.replace("-", "")
    return next((path for path, each in kinds().items() if each["name"].lower() == wanted), None)
