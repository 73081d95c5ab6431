"""Text that somebody outside may have written, as history keeps it."""

import unicodedata
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

TEXT_MAX = 256


def tellable(text: object) -> object:
    """`text` cut to 256 characters, control characters and lone surrogates replaced by U+FFFD.

    History must be storable: what a caller typed must never make a fact, and with it a whole batch, impossible to keep.
    """
    if not isinstance(text, str):
        return text
    if text.isascii() and text.isprintable() and len(text) <= TEXT_MAX:
        return text
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text[:TEXT_MAX])


Text = Annotated[str, StringConstraints(max_length=TEXT_MAX), BeforeValidator(tellable)]
