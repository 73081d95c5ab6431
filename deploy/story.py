"""Stories of calls as the API gives them, on a terminal."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from deploy.errors import Stop


def lines(steps: Sequence[dict[str, Any]]) -> Iterator[str]:
    """`12:00:05  Boris answers after 5 s; they talk`: one line for each step that has words."""
    for step in steps:
        if step["words"]:
            yield f"{datetime.fromisoformat(step['at']):%H:%M:%S}  {step['words']}"


def failure_lines(failure: dict[str, Any] | None) -> Iterator[str]:
    """What failed, for people and for developers; nothing when nothing did."""
    if failure is not None:
        yield failure["text"]
        yield from (f"  {line}" for line in failure["trace"])
        yield "So the originals tell, as they would serve the call."


def read_document(file: Path) -> dict[str, Any]:
    """A company document. Raises Stop."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Stop(f"{file} is no JSON document: {problem}.", "Take one from GET …/document and change it.") from None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise Stop(f"{file} is no company document: it has no list of items.", "Take one from GET …/document.")
    return document
