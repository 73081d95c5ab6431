"""What an object points to in a company, its extra fields included."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from tenants.extend.fields import Fields
from tenants.extend.registry import known
from tenants.model import Company, TelephonyObject
from tenants.model.custom import Customisable
from tenants.model.document import Document
from tenants.model.objects import kind_of
from tenants.model.references import Key, Reference, references, without

CUSTOM = "custom"
"""Where extra fields stand in an object."""
SomeObject = TypeVar("SomeObject", bound=TelephonyObject)


def pointers(company: Company) -> Callable[[TelephonyObject], Iterator[Reference]]:
    """What any object of `company` points to; paths of extra fields begin with `custom`.

    Extra fields count only while the company has the customisation that they belong to.
    """
    customised = known(company.profile.customisation)
    if customised is None:
        return references

    def of(item: TelephonyObject) -> Iterator[Reference]:
        yield from references(item)
        yield from custom_references(item, customised.fields_of(kind_of(item)))

    return of


def custom_references(item: Document, shape: type[Fields] | None) -> Iterator[Reference]:
    """What the extra fields of `item` point to, when they have this shape."""
    if shape is None or not isinstance(item, Customisable) or not item.custom:
        return
    for found in references(shape.of(item)):
        yield Reference((CUSTOM, *found.path), found.kind, found.id)


def detached(company: Company, item: SomeObject, gone: Collection[Key]) -> SomeObject | None:
    """`item` with nothing that points to `gone`, also in its extra fields; None when it cannot be without them."""
    left = without(item, gone)
    customised = known(company.profile.customisation)
    shape = customised.fields_of(kind_of(item)) if customised is not None else None
    if left is None or shape is None or not isinstance(left, Customisable) or not left.custom:
        return left  # of the class of `item`
    lost = {str(each.path[1]) for each in custom_references(left, shape) if each.key in gone}
    if not lost:
        return left  # type: ignore[return-value]
    kept = without(shape.of(left), gone)
    values = kept.plain() if kept is not None else {}
    custom = {name: value for name, value in left.custom if name not in lost}
    custom |= {name: value for name, value in values.items() if name in lost}
    return type(left).model_validate(left.plain() | {CUSTOM: custom})  # type: ignore[return-value]
