"""An operator's permission for a developer to stand in one call of a node: who, which call, until when.

The developer's own command brings it to the node, over a socket in the node's folder. `Payload.version` is the time in
milliseconds; a permission counts once (`permission`).
"""

from typing import Annotated, Final

from pydantic import AwareDatetime, StringConstraints

from tenants.model.document import Document
from tenants.model.fields import ObjectId

OPERATION: Final = "call.debug"
PRESENT_SECONDS: Final = 60
"""Within which it has to be brought to the node."""
MINUTES_MAX: Final = 60


class DebugOrder(Document):
    """Op `call.debug`. `caller`: whose call; "" is anybody's. Nobody stands in any call after `until`."""

    permission: ObjectId
    company: ObjectId
    caller: Annotated[str, StringConstraints(pattern=r"^[0-9+*#]{0,32}$")] = ""
    who: Annotated[str, StringConstraints(max_length=200)]
    until: AwareDatetime
