"""Room for the fields that a company's customisation adds to an object."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema

from tenants.model.document import Document, canonical_json
from tenants.model.fields import FileHash

SIZE_MAX: Final = 4096
NAME: Final = r"^[a-z][a-z0-9_]{0,39}$"
FieldName = Annotated[str, StringConstraints(pattern=NAME)]
FieldValue = str | int | bool | tuple[str, ...] | None
_Pairs = tuple[tuple[FieldName, FieldValue], ...]


def _pairs(values: Any) -> Any:
    """Raises ValueError with one sentence where the union of all that a value may be would give a dozen."""
    if not isinstance(values, Mapping):
        return values
    for name, value in values.items():
        if not isinstance(name, str) or not re.fullmatch(NAME, name):
            raise ValueError("must have names of small letters, digits and underscores")
        if not _is_plain(value):
            raise ValueError(f"{name}: must be a text, a whole number, yes or no, or a list of texts")
    return tuple(sorted(values.items()))


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(each, str) and len(each) <= SIZE_MAX for each in value)
    return value is None or isinstance(value, bool | int) or (isinstance(value, str) and len(value) <= SIZE_MAX)


def _small(pairs: _Pairs) -> _Pairs:
    """Raises ValueError for more than an object's extra fields may weigh on every node."""
    if len(canonical_json(dict(pairs))) > SIZE_MAX:
        raise ValueError(f"must not take more than {SIZE_MAX} bytes")
    return pairs


CustomFields = Annotated[
    _Pairs,
    BeforeValidator(_pairs),
    AfterValidator(_small),
    PlainSerializer(dict, return_type=dict[str, Any]),
    WithJsonSchema({"type": "object", "propertyNames": {"pattern": NAME}, "additionalProperties": True}),
]
"""Extra fields by name: a JSON object, here as sorted pairs, which never change and can be hashed.

Their own schema is the customisation's, which checks them where objects are saved.
"""


class Customisable(Document):
    """An object to which a customisation may add fields."""

    custom: CustomFields = Field(default_factory=tuple)


class Customised(Document):
    """Which customisation serves a company: by name from the release, or pinned to one bundle by its content."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    bundle: FileHash | None = None
    """SHA-256 of the bundle; None: the customisation of this name that comes with the release."""
