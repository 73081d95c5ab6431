"""What the jobs process says to the call logic, one JSON object per line, and what it hears back."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from tenants.model.document import Document
from tenants.model.fields import ObjectId
from wire.files import MessageNews
from wire.operations import Item, Removal, StateHash


class Apply(Document):
    """Serve a version that is in the store already. Answered with Serving once the next call sees it.

    Where the change does not fit what is served, the company is read from the store instead.
    """

    op: Literal["apply"] = "apply"
    company: ObjectId
    version: int
    state_hash: StateHash
    base_version: int | None = None
    """None: read the whole company from the store."""
    removed: bool = False
    """True: serve it no longer."""
    puts: tuple[Item, ...] = ()
    removes: tuple[Removal, ...] = ()


class Load(Document):
    """Serve what store.sqlite holds. Answered with Serving."""

    op: Literal["load"] = "load"
    company: ObjectId


class Forget(Document):
    """Serve it no longer. Answered with `{"serving": null}`."""

    op: Literal["forget"] = "forget"
    company: ObjectId


class MessageOrder(Document):
    """Something happened in the portal to a message of a mailbox. Answered with Done; harmless when repeated."""

    op: Literal["message"] = "message"
    news: MessageNews


class Health(Document):
    """Answered with Healthy."""

    op: Literal["health"] = "health"


Message = Annotated[Apply | Load | Forget | MessageOrder | Health, Field(discriminator="op")]
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message, config=ConfigDict(defer_build=True))


class Held(Document):
    version: int
    state_hash: StateHash


class Serving(Document):
    """The next call sees this version."""

    serving: Held | None


class Healthy(Document):
    """`calls`: in progress; `refused`: connections, by reason, since the process started.

    `custom_failures`: by company, since the process started; `customisations_off`: now, for people.
    """

    companies: int
    calls: int
    refused: dict[str, int]
    decisions_lost: int
    custom_failures: dict[str, int] = Field(default_factory=dict)
    customisations_off: tuple[str, ...] = ()


class Done(Document):
    done: bool = True


class Failed(Document):
    """`error` is a stable code: `unknown`, `bad-message`, `not-readable`."""

    error: str
    detail: str = ""
