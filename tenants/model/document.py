"""What all documents share: frozen, strict about unknown fields, one canonical form."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from tenants.model.described import descriptions


class Document(BaseModel):
    """A frozen value; unknown fields are refused so that a typing mistake is never silently dropped."""

    # Validators are made when the first document of a kind is validated: a call process starts without most of them.
    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=4096, defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_wishes: Any) -> None:
        """Have the dictionaries of all objects share their keys, which the first objects of a class decide.

        It more than halves what an object takes when it is made as `tenants.model.trusted` makes it.
        """
        first = cls.__new__(cls)
        for name in cls.model_fields:
            object.__setattr__(first, name, None)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema with what the fields mean."""
        made = handler(schema)
        properties = handler.resolve_ref_schema(made).get("properties", {})
        for name, text in descriptions(cls).items():
            if name in properties:
                properties[name].setdefault("description", text)
        return made

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
