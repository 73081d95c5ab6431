"""An object of a company was created, changed or removed: three events for each kind of object."""

from typing import Annotated, Any, ClassVar, Final, Generic, TypeVar, cast

from pydantic import Field, model_validator

from tenants.extend.events.event import Event
from tenants.model import TelephonyObject
from tenants.model.document import Document
from tenants.model.fields import secret_fields

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)
_BLANK: Final = {"digest": "0" * 64, "legacy_digest": "0" * 32}
"""What a listener finds in place of the secrets that a phone cannot be without."""


class ObjectEvent(Event, Generic[SomeObject]):
    """About one object; `object` is the object in full, without its secrets."""

    vetoable: ClassVar[bool] = True

    version: Annotated[int, Field(ge=1)]
    """Of the company: the change is part of it."""
    object: SomeObject

    @model_validator(mode="before")
    @classmethod
    def _read_told(cls, data: Any) -> Any:
        told = data.get("object") if isinstance(data, dict) else None
        if not isinstance(told, dict):
            return data
        document = cast("type[Document]", cls.model_fields["object"].annotation)
        missing = secret_fields(document) & _BLANK.keys() - told.keys()
        return data | {"object": told | {name: _BLANK[name] for name in missing}}

    def told(self) -> dict[str, Any]:
        secret = secret_fields(type(self.object))
        return self.model_dump(mode="json", exclude={"object": set(secret)} if secret else None)


class Created(ObjectEvent[SomeObject], Generic[SomeObject]):
    """There is a new {noun}."""


class Changed(ObjectEvent[SomeObject], Generic[SomeObject]):
    """The {noun} was changed; `fields` names what is different now."""

    fields: tuple[str, ...]
    """Also secrets, whose values are told to nobody."""


class Removed(ObjectEvent[SomeObject], Generic[SomeObject]):
    """The {noun} is gone; `object` is how it was last."""
