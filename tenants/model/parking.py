"""A place to park calls: anybody can fetch them by dialling the slot."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from tenants.model.custom import Customisable
from tenants.model.destination import Destination
from tenants.model.fields import MusicId, Name, ObjectId, ShortNumber


class Parking(Customisable):
    """Calling or transferring to `number` parks in the first free slot; dialling a slot fetches the call."""

    id: ObjectId
    name: Name
    number: ShortNumber
    first_slot: Annotated[int, Field(ge=10, le=999_999)]
    slots: Annotated[int, Field(ge=1, le=50)] = 10
    return_seconds: Annotated[int, Field(ge=10, le=3600)] = 60
    return_to: Destination | None = None
    """None: to whoever parked it."""
    music: MusicId | None = None

    @model_validator(mode="after")
    def _not_its_own_slot(self) -> Self:
        if self.number in self.slot_numbers:
            raise ValueError("the number to park at must not be one of the slots")
        return self

    @property
    def slot_numbers(self) -> tuple[str, ...]:
        return tuple(str(self.first_slot + index) for index in range(self.slots))
