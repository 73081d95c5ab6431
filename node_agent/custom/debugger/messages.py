"""What the developer's command and the node say first; then both speak node_agent.custom.messages."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter

from tenants.model.document import Document
from wire.envelope import Sealed

SOCKET: Final = "debug.sock"
"""Below the node's folder."""
LINE_MAX: Final = 64 * 1024


class Arm(Document):
    """Give me the next call that this order names."""

    order: Sealed


class Armed(Document):
    """It is accepted. `seconds`: so long it holds. `bundles`: the folder of unpacked bundles."""

    say: Literal["armed"] = "armed"
    seconds: float
    bundles: str


class NotArmed(Document):
    """`code` is stable; `why` is a sentence."""

    say: Literal["not-armed"] = "not-armed"
    code: str
    why: str


Answer = Annotated[Armed | NotArmed, Field(discriminator="say")]
ANSWER: Final[TypeAdapter[Any]] = TypeAdapter(Answer)
