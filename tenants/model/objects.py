"""The union of all objects that a company's document holds, by kind."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import StringConstraints

from tenants.model.document import Document, canonical_json, sha256
from tenants.model.employee import Employee
from tenants.model.fields import Name, ObjectId
from tenants.model.line import Line
from tenants.model.number import Number
from tenants.model.phone import Phone


class Kind(StrEnum):
    """The kinds of object in a document; the value is also the wire's word for it."""

    PROFILE = "profile"
    EMPLOYEE = "employee"
    PHONE = "phone"
    NUMBER = "number"
    LINE = "line"


class Profile(Document):
    """The company itself: exactly one per document, its id is the company's id."""

    id: ObjectId
    name: Name
    language: Annotated[str, StringConstraints(pattern=r"^(en|ru)$")] = "en"
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "RU"
    """ISO 3166 code; numbers that are dialled without country code are read as this country's."""
    time_zone: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")] = "UTC"


TelephonyObject = Profile | Employee | Phone | Number | Line

_CLASSES: dict[Kind, type[Profile] | type[Employee] | type[Phone] | type[Number] | type[Line]] = {
    Kind.PROFILE: Profile,
    Kind.EMPLOYEE: Employee,
    Kind.PHONE: Phone,
    Kind.NUMBER: Number,
    Kind.LINE: Line,
}
_KINDS = {cls: kind for kind, cls in _CLASSES.items()}


def kind_of(item: TelephonyObject) -> Kind:
    """The kind under which `item` stands in a document."""
    return _KINDS[type(item)]


def parse_object(kind: Kind, data: Any) -> TelephonyObject:
    """Build the object of `kind` from plain data. Raises pydantic.ValidationError."""
    return _CLASSES[kind].model_validate(data)


def object_hash(item: TelephonyObject) -> int:
    """The object's share of the company's state hash, 0 ≤ hash < 2²⁵⁶."""
    return sha256(canonical_json([kind_of(item), item.model_dump(mode="json")]))
