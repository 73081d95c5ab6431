"""Messages as the API shows them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish


class MessageOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    mailbox: Annotated[str, Field(description="The mailbox's id")]
    call: Annotated[str, Field(description="The call in which it was left")]
    at: datetime
    seconds: float
    number: Annotated[str, Field(description="The caller's, as shown")]
    name: str
    heard_at: Annotated[datetime | None, Field(description="When somebody first listened; null: new")]


class MessagePage(BaseModel):
    items: list[MessageOut]
    next_cursor: str | None


class HeardWish(Wish):
    heard: Annotated[Literal[True], Field(description="Nobody needs to listen any more; the lamps go out")]
