"""What all documents share: frozen, strict about unknown fields, one canonical form."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A frozen value; unknown fields are refused so that a typing mistake is never silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=4096, use_attribute_docstrings=True)

    def plain(self) -> dict[str, Any]:
        """Plain data without what is default: what is stored, sent and hashed as an object of a company.

        A field that a later release adds therefore changes no hash until somebody uses it, and the default of a field
        must never change.
        """
        return self.model_dump(mode="json", exclude_defaults=True)

    def canonical(self) -> bytes:
        """UTF-8 JSON with sorted keys and no white space: the same value always gives the same bytes."""
        return canonical_json(self.model_dump(mode="json"))


def canonical_json(value: object) -> bytes:
    """The one JSON form that is hashed and signed (the useful part of RFC 8785: sorted keys, no white space)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256(data: bytes) -> int:
    """SHA-256 as a number, the summand of a company's state hash."""
    return int.from_bytes(hashlib.sha256(data).digest())
