"""Why somebody changes something: said once with any change, in a header by programs, in a field by people."""

import unicodedata
from typing import Annotated, Final
from urllib.parse import unquote

from flask import request
from pydantic import AfterValidator, Field

from control_plane.core.problems import Invalid

HEADER: Final = "Change-Reason"
FIELD: Final = "change_reason"
LONGEST: Final = 500


def readable(text: str) -> str:
    """`text` on one line. Raises ValueError for what is no text to read."""
    line = " ".join(text.split())
    if any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in line):
        raise ValueError("must be text without control characters")
    return line


Reason = Annotated[
    str,
    Field(max_length=LONGEST, description="Why; kept with the version", examples=["Opening hours of the new year"]),
    AfterValidator(readable),
]


def given_reason() -> str:
    """Of this request; empty when none was given. Raises Invalid.

    A header is ASCII, so other letters come percent-encoded (UTF-8, RFC 3986 §2.1).
    """
    if request.method in {"GET", "HEAD"}:
        return ""
    try:
        reason = readable(_given())
    except ValueError:
        raise _refused("must be text, letters beyond ASCII percent-encoded as UTF-8") from None
    if len(reason) > LONGEST:
        raise _refused(f"is too long; at most {LONGEST} characters")
    return reason


def _given() -> str:
    # A program's body may be a file, which nobody reads before its view does.
    if request.path.startswith("/api/"):
        return unquote(request.headers.get(HEADER, ""), errors="strict")
    return request.form.get(FIELD, "")


def _refused(words: str) -> Invalid:
    return Invalid.one(HEADER, "bad-reason", words)
