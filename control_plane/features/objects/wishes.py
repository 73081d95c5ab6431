"""From what a program or a form wishes for to the object of the document."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from control_plane.core.db import new_id
from control_plane.core.problems import FieldFault, Invalid
from control_plane.core.wishes import Wish, invalid, outside_number
from control_plane.features.companies.models import Company
from control_plane.features.customisations.fields import merged
from control_plane.features.objects.schemas import is_pin
from tenants.extend.references import CUSTOM
from tenants.model import TelephonyObject
from tenants.model.custom import Customisable
from tenants.model.pin import pin_digest, weak_pin

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)
_ATTEMPTS = 50
"""Rounds in which telephone numbers are completed; each round completes all that are found."""


def new_object(cls: type[SomeObject], schema: type[Wish], data: Any) -> Callable[[Company], SomeObject]:
    """For `create_object`: `data` through `schema`. Raises Invalid when it is called."""

    def make(company: Company) -> SomeObject:
        return made(cls, company.id, new_id(), read_object_wish(schema, data, company.country))

    return make


def changed_object(schema: type[Wish], data: Any) -> Callable[[Company, SomeObject], SomeObject]:
    """For `change_object`: the fields of `data` through `schema`. Raises Invalid when it is called."""

    def change(company: Company, item: SomeObject) -> SomeObject:
        return changed(item, company.id, read_object_wish(schema, data, company.country))

    return change


def read_object_wish(cls: type[Wish], data: Any, country: str) -> dict[str, Any]:
    """The fields that `data` gives, checked; telephone numbers may be written as people write them in `country`.

    Raises Invalid.
    """
    data = deepcopy(data)
    for _ in range(_ATTEMPTS):
        try:
            return cls.model_validate(data).model_dump(mode="json", exclude_unset=True)
        except ValidationError as problem:
            completed, wrong = _complete_numbers(problem, data, country)
            if not completed:
                refused = invalid(problem)
                faults = tuple(wrong.get(index, fault) for index, fault in enumerate(refused.faults))
                detail = faults[0].message if len(faults) == 1 and wrong else refused.detail
                raise Invalid(detail, faults) from None
    raise Invalid("There are too many telephone numbers with mistakes; correct the first ones and try again.")


def made(cls: type[SomeObject], company_id: str, identifier: str, wish: dict[str, Any]) -> SomeObject:
    """A new object from what `read_object_wish` gave. Raises Invalid."""
    return _validated(cls, {"id": identifier, **_with_digests(cls, company_id, identifier, wish)})


def changed(item: SomeObject, company_id: str, wish: dict[str, Any]) -> SomeObject:
    """`item` with the fields of `wish`; None is the default again. Raises Invalid."""
    fields = _with_digests(type(item), company_id, item.id, wish)
    if CUSTOM in fields and isinstance(item, Customisable):
        fields[CUSTOM] = merged(dict(item.custom), fields[CUSTOM])
    kept = {name: value for name, value in item.plain().items() if name not in fields}
    return _validated(type(item), kept | {name: value for name, value in fields.items() if value is not None})


def _validated(cls: type[SomeObject], data: dict[str, Any]) -> SomeObject:
    try:
        return cast(SomeObject, cls.model_validate(data))
    except ValidationError as problem:
        raise invalid(problem) from None


def _with_digests(cls: type[BaseModel], company_id: str, identifier: str, wish: dict[str, Any]) -> dict[str, Any]:
    fields = dict(wish)
    for name, info in cls.model_fields.items():
        if is_pin(name, info) and (pin := fields.get(name)) is not None:
            if weak_pin(pin):
                raise Invalid.one(name, "weak-pin", "This PIN is easy to guess; choose one without a pattern.")
            fields[name] = pin_digest(company_id, identifier, pin)
    return fields


def _complete_numbers(problem: ValidationError, data: Any, country: str) -> tuple[bool, dict[int, FieldFault]]:
    """Write the outside numbers at fault as E.164 into `data`.

    Returns whether there were any that can be read, and by the fault's position what is wrong with the others.
    """
    completed, wrong = False, {}
    for index, fault in enumerate(problem.errors(include_url=False)):
        if fault["type"] == "string_pattern_mismatch" and fault["ctx"]["pattern"] == _OUTSIDE:
            path, place = _place(data, fault["loc"])
            if place is not None:
                text = place[path[-1]]
                try:
                    place[path[-1]] = outside_number(text, country, ".".join(map(str, path))) if text.strip() else None
                    completed = True
                except Invalid as refusal:
                    wrong[index] = refusal.faults[0]
    return completed, wrong


_OUTSIDE = r"^\+[1-9][0-9]{6,14}$"


def _place(data: Any, loc: tuple[int | str, ...]) -> tuple[list[Any], Any]:
    """Where in `data` the place `loc` is: what it is inside of, and the path without pydantic's names of unions."""
    path: list[Any] = []
    inside: Any = None
    here: Any = data
    for part in loc:
        if part in here if isinstance(here, dict) else isinstance(here, list) and isinstance(part, int):
            inside, here = here, here[part]
            path.append(part)
    return path, inside if isinstance(here, str) else None
