"""A company as somebody sends it: the document of the API, changed by hand or by a program."""

from typing import Any

from pydantic import ValidationError

from control_plane.core.problems import FieldFault, Invalid
from control_plane.core.wishes import invalid
from control_plane.features.simulations.schemas import Draft
from tenants.model import Company, Kind, TelephonyObject, parse_object

_NOBODY_CAN_SIGN_IN = {"digest": "0" * 64, "legacy_digest": "0" * 32}
"""Documents of the API hold no digests of phones' passwords, and a simulated phone needs none."""


def read_draft(company_id: str, draft: Draft) -> Company:
    """The company that `draft` describes. Raises Invalid, which names the object."""
    items = [_item(index, each.kind, each.data) for index, each in enumerate(draft.items)]
    try:
        return Company.build(company_id, 0, items)
    except ValueError as problem:
        raise Invalid.one("draft.items", "no-company", f"This is no whole company: {problem}.") from None


def _item(index: int, kind: Kind, data: dict[str, Any]) -> TelephonyObject:
    whole = {**_NOBODY_CAN_SIGN_IN, **data} if kind is Kind.PHONE else data
    try:
        return parse_object(kind, whole)
    except ValidationError as problem:
        refused = invalid(problem)
        place = f"draft.items.{index}"
        faults = tuple(FieldFault(f"{place}.{each.field}", each.code, each.message) for each in refused.faults)
        raise Invalid(f"Object {index} ({kind.value}): {refused.detail}", faults) from None
