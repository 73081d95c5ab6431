"""Who takes the calls of a public number."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from tenants.extend.events.event import Event
from tenants.model.destination import Destination
from tenants.model.fields import ObjectId, OutsideNumber

_NUMBER: dict[str, Any] = {
    "version": 12,
    "number_id": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d99",
    "number": "+74951230001",
}


class NumberEvent(Event):
    """About one public number; `number.changed` tells of all its other fields."""

    vetoable: ClassVar[bool] = True

    version: Annotated[int, Field(ge=1)]
    number_id: ObjectId
    number: OutsideNumber


class NumberAssigned(NumberEvent):
    """From now on calls to the number go to `destination`: for the first time, or instead of another one."""

    topic: ClassVar[str] = "number.assigned"
    sample: ClassVar[dict[str, Any]] = _NUMBER | {
        "destination": {"kind": "employee", "id": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d44"}
    }

    destination: Destination


class NumberReleased(NumberEvent):
    """Calls to the number go nowhere any longer: it has no destination, or is no longer the company's."""

    topic: ClassVar[str] = "number.released"
    sample: ClassVar[dict[str, Any]] = _NUMBER
