"""Permissions to debug a call as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from control_plane.core.wishes import Wish
from wire.debugging import MINUTES_MAX


class DebugWish(Wish):
    """Which call, and for how long."""

    caller: Annotated[
        str,
        StringConstraints(pattern=r"^[0-9+*#]{0,32}$"),
        Field(alias="from", description="Whose next call: a short number or one outside; empty: anybody's"),
    ] = ""
    minutes: Annotated[int, Field(ge=1, le=MINUTES_MAX, description="After which nobody stands in the call")] = 10
    node: Annotated[
        str,
        StringConstraints(max_length=32),
        Field(description="On which node; empty: the only one that serves the company"),
    ] = ""


class DebugOut(BaseModel):
    permission: Annotated[str, Field(description="As the audit and the call's journey name it")]
    node: str
    until: datetime
    order: Annotated[str, Field(description="Signed for the node, for one call, to be brought there within a minute")]
