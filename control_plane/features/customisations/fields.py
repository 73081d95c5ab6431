"""Extra fields of an object before it is saved: those that the company's customisation has, in the form it wants. Pure.

Fields that were stored under another customisation stay as they are and are shown to nobody.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from control_plane.core.problems import FieldFault, Invalid
from control_plane.core.wishes import invalid
from tenants.extend import Customisation, Fields
from tenants.extend.references import CUSTOM, custom_references
from tenants.model import Company, TelephonyObject
from tenants.model.custom import CustomFields, Customisable
from tenants.model.objects import kind_of

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)
_PAIRS: Final[TypeAdapter[Any]] = TypeAdapter(CustomFields)


def fitted(customised: Customisation | None, before: TelephonyObject | None, after: SomeObject) -> SomeObject:
    """`after` with its extra fields as they are stored: without defaults, and with what was hidden before.

    Raises Invalid, which names each field as `custom.<name>`.
    """
    old, new = _values(before), _values(after)
    if old == new and before is not None:
        return after
    shape = customised.fields_of(kind_of(after)) if customised is not None else None
    known = shape.model_fields.keys() if shape is not None else frozenset[str]()
    hidden = {name: value for name, value in old.items() if name not in known}
    strange = [name for name, value in new.items() if name not in known and hidden.get(name, ...) != value]
    if strange:
        raise _strange(customised, shape, strange)
    given = {name: value for name, value in new.items() if name in known and value is not None}
    kept = _validated(shape, given) if shape is not None else {}
    return _with(after, hidden | kept)


def visible(customised: Customisation | None, item: SomeObject) -> SomeObject:
    """`item` with those extra fields alone that its company's customisation knows, defaults included."""
    shape = customised.fields_of(kind_of(item)) if customised is not None else None
    custom = shape.of(item).model_dump(mode="json") if shape is not None and isinstance(item, Customisable) else {}
    return _with(item, custom)


def refuse_custom(
    customised: Customisation | None, now: Company | None, wanted: Company, item: TelephonyObject
) -> None:
    """What `fitted` would refuse, and references to what does not exist. Raises Invalid."""
    if not isinstance(item, Customisable) or not item.custom:
        return
    before = now.objects.get((kind_of(item), item.id)) if now is not None else None
    fitted(customised, before, item)
    old, new = _values(before), _values(item)
    shape = customised.fields_of(kind_of(item)) if customised is not None else None
    faults = tuple(
        FieldFault(
            reference.field,
            f"unknown-{reference.kind}",
            "What is chosen here does not exist (any longer); choose something else.",
        )
        for reference in custom_references(item, shape)
        # Who comes back to a customisation may find that a colleague has left meanwhile.
        if reference.key not in wanted.objects and old.get(reference.path[1]) != new[str(reference.path[1])]
    )
    if faults:
        raise Invalid(faults[0].message, faults)


def merged(before: Mapping[str, Any], wish: Any) -> Any:
    """Extra fields of a wish over those that are stored: what is left out stays. None for all of them stays None."""
    return {**before, **wish} if isinstance(wish, Mapping) else wish


def _values(item: TelephonyObject | None) -> dict[Any, Any]:
    return dict(item.custom) if isinstance(item, Customisable) else {}


def _with(item: SomeObject, custom: dict[str, Any]) -> SomeObject:
    if custom == _values(item):
        return item
    try:
        pairs = _PAIRS.validate_python(custom)
    except ValidationError as problem:
        raise Invalid.one(CUSTOM, "too-long", invalid(problem).faults[0].message) from None
    return cast("SomeObject", item.model_copy(update={CUSTOM: pairs}))


def _validated(shape: type[Fields], given: dict[str, Any]) -> dict[str, Any]:
    try:
        return shape.model_validate(given).plain()
    except ValidationError as problem:
        refused = invalid(problem)
        faults = tuple(FieldFault(f"{CUSTOM}.{each.field}", each.code, each.message) for each in refused.faults)
        raise Invalid(f"Please correct: {', '.join(each.field for each in faults)}.", faults) from None


def _strange(customised: Customisation | None, shape: type[Fields] | None, names: list[str]) -> Invalid:
    if customised is None:
        why = "this company has no customisation, so there are no extra fields; choose one in its settings first"
    elif shape is None:
        why = f"the customisation “{customised.name}” has no extra fields here"
    else:
        why = f"the customisation “{customised.name}” has only {', '.join(shape.model_fields)} here"
    faults = tuple(FieldFault(f"{CUSTOM}.{name}", "extra-forbidden", f"{name}: {why}.") for name in names)
    return Invalid(faults[0].message, faults)
