"""Values inside of objects, such as one choice of a menu: typed, checked when they are made, sent as JSON."""

from collections.abc import Hashable
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import (
    BaseModel,
    ConfigDict,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    ValidationError,
    model_serializer,
)

from carillon_client.problems import BadValue, unknown


class Value(BaseModel):
    """Base of all generated values. A field that was not set is not sent: the server's default holds."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True, defer_build=True, validate_by_name=True)

    if not TYPE_CHECKING:
        # Hidden from type checkers: they know the fields.

        def __init__(self, **data: Any) -> None:
            for name in data:
                _known(type(self), name)
            try:
                super().__init__(**data)
            except ValidationError as problem:
                raise bad_value(type(self).__name__, problem) from None

        def __setattr__(self, name: str, value: Any) -> None:
            _known(type(self), name)
            try:
                super().__setattr__(name, value)
            except ValidationError as problem:
                raise bad_value(type(self).__name__, problem) from None

    @model_serializer(mode="wrap")
    def _sent(self, inner: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = inner(self)
        fields = type(self).model_fields.items()
        return {field.alias or name: data[name] for name, field in fields if self._counts(name, field)}

    def _counts(self, name: str, field: Any) -> bool:
        if name in self.model_fields_set or _fixed(field.annotation):
            return True
        return bool(getattr(self, name) != field.get_default(call_default_factory=True))


def _known(cls: type[BaseModel], name: str) -> None:
    if name not in cls.model_fields and not name.startswith("_") and name + "_" not in cls.model_fields:
        raise unknown(cls.__name__, name, list(cls.model_fields))


def _fixed(annotation: Any) -> bool:
    """What tells one form of a value from another, such as a step's `do`."""
    return get_origin(annotation) is Literal and len(get_args(annotation)) == 1


def bad_value(where: str, problem: ValidationError) -> BadValue:
    """The same in a sentence for each fault, without what was given: it may be a password."""
    faults = problem.errors(include_url=False, include_input=False, include_context=False)
    return BadValue("\n".join(f"{'.'.join([where, *map(str, fault['loc'])])}: {fault['msg']}" for fault in faults))


@cache
def adapter(owner: Hashable, field: str) -> TypeAdapter[Any]:
    """Reads and writes one field of a generated class."""
    return TypeAdapter(_hints(owner)[field])


@cache
def _hints(owner: Any) -> dict[str, Any]:
    return get_type_hints(owner, include_extras=True)


@cache
def reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def read(adapter: TypeAdapter[Any], data: Any) -> Any:
    """What the server says, as a value. What a newer server says beyond what we know is left as plain JSON."""
    try:
        return adapter.validate_python(data, extra="ignore")
    except ValidationError:
        return data


def plain(adapter: TypeAdapter[Any], value: Any) -> Any:
    """JSON of a value."""
    try:
        return adapter.dump_python(value, mode="json", warnings=False)
    except (TypeError, ValueError):
        return value
