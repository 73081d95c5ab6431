"""Whether a developer may stand in a call: the node allows it, the control plane has signed it, and it is new."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from wire.debugging import OPERATION, DebugOrder
from wire.envelope import EnvelopeRefused, key_id, open_envelope

OPERATIONS: Final = frozenset({OPERATION})


class NotPermitted(Exception):
    """The text is for the developer; `code` is stable."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


class Gate:
    """Of one node. `allowed`: its setting."""

    def __init__(
        self,
        *,
        node: str,
        control_key: Ed25519PublicKey,
        allowed: bool,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._node, self._keys = node, {key_id(control_key): control_key}
        self._allowed, self._now = allowed, now
        self._used: dict[str, datetime] = {}
        """Permissions, and until when they would hold."""

    def admit(self, sealed: str) -> tuple[DebugOrder, float]:
        """The order, and for how many seconds it holds. Each counts once. Raises NotPermitted."""
        if not self._allowed:
            raise NotPermitted(
                "debugger-off",
                "This node lets nobody debug calls. Where that is wanted, set CARILLON_DEBUGGER=true and restart it.",
            )
        moment = self._now()
        try:
            payload = open_envelope(sealed, keys=self._keys, audience=self._node, operations=OPERATIONS, now=moment)
            order = DebugOrder.model_validate(payload.args)
        except EnvelopeRefused as refusal:
            raise NotPermitted(refusal.code, f"The permission is not accepted: {refusal}.") from None
        except ValidationError:
            raise NotPermitted(
                "bad-permission", "The permission does not have the form that this node knows."
            ) from None
        seconds = (order.until - moment).total_seconds()
        if seconds <= 0:
            raise NotPermitted("permission-over", "The permission has run out; ask for a new one.")
        self._used = {each: until for each, until in self._used.items() if until > moment}
        if order.permission in self._used:
            raise NotPermitted("permission-used", "The permission has been used; each is for one call.")
        self._used[order.permission] = order.until
        return order, seconds
