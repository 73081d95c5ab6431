"""What every event says."""

from typing import Annotated, Any, ClassVar, Final

from pydantic import AwareDatetime, Field

from tenants.model.document import Document
from tenants.model.fields import ObjectId

EXAMPLE: Final[dict[str, Any]] = {
    "id": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d10",
    "company": "bluebell",
    "at": "2026-11-23T09:00:00Z",
    "by": "Vera",
}
"""The part of all examples that is alike."""


class Event(Document):
    """Something that has happened in one company, or is happening in the transaction that publishes it."""

    topic: ClassVar[str] = ""
    """Where it is published, such as `call.ended`; for events of objects see `topics.topic_of`."""
    vetoable: ClassVar[bool] = False
    """Whether it is a change that can still be refused: only those have listeners within the transaction."""
    sample: ClassVar[dict[str, Any]] = {}
    """An example's own fields."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    """The same however often the event is told: what tells a listener that it has seen it before."""
    company: ObjectId
    at: AwareDatetime
    by: Annotated[str, Field(max_length=200)]
    """Who did it, as the history names them."""

    @classmethod
    def example(cls) -> dict[str, Any]:
        """The event as it is told, in full."""
        return cls.model_validate(EXAMPLE | cls.sample).told()

    def told(self) -> dict[str, Any]:
        """Plain data for listeners, webhooks and the outbox: every field, no secret."""
        return self.model_dump(mode="json")
