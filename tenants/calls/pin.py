"""Asking for a PIN. Whoever guesses is locked out for longer and longer, over all calls."""

from datetime import datetime
from typing import Any, Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.memory import Memory, Topic
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence

TRIES_IN_A_CALL: Final = 3
TRIES_BEFORE_LOCK: Final = 5
LOCK_SECONDS: Final = 300
"""Doubled with each further wrong try, up to `LOCK_SECONDS_MAX`."""
LOCK_SECONDS_MAX: Final = 3600
DIGITS_MAX: Final = 12

LOCKED_OUT = Outcome(Reason.WRONG_PIN, told=Sentence.TOO_MANY_TRIES)
WRONG = Outcome(Reason.WRONG_PIN)


async def ask_pin(
    call: Call, kind: str, object_id: str, name: str, *digests: str | None, optional: bool = False
) -> str | Outcome:
    """The one of `digests` whose PIN the caller typed, or why they may go no further.

    `kind`, `object_id`, `name`: whose PIN it is. Wrong tries are counted per object, over all calls on this node.
    `optional`: who types nothing goes on without, as "".
    """
    for _ in range(TRIES_IN_A_CALL):
        if is_locked(call.memory, object_id, call.now):
            call.decide(Decision(Rule.PIN, kind, object_id, Reason.WRONG_PIN, f"{name}: locked after wrong PINs"))
            return LOCKED_OUT
        typed = await call.ask(Sentence.ENTER_PIN, digits=DIGITS_MAX, seconds=10, private=True)
        if optional and not typed:
            return ""
        for digest in digests:
            if call.pin_fits(digest, object_id, typed):
                call.memory.put(Topic.WRONG_PINS, object_id, None)
                call.decide(Decision(Rule.PIN, kind, object_id, text=f"{name}: right PIN"))
                assert digest is not None
                return digest
        note_wrong(call.memory, object_id, call.now)
        call.decide(Decision(Rule.PIN, kind, object_id, Reason.WRONG_PIN, f"{name}: wrong PIN"))
        await call.say(Sentence.WRONG_PIN)
    return LOCKED_OUT if is_locked(call.memory, object_id, call.now) else WRONG


def is_locked(memory: Memory, object_id: str, now: datetime) -> bool:
    """Whether no PIN is accepted for a while."""
    return float(_tries(memory, object_id).get("until", 0)) > now.timestamp()


def note_wrong(memory: Memory, object_id: str, now: datetime) -> None:
    """Count a wrong PIN, and lock when there were too many."""
    count = int(_tries(memory, object_id).get("count", 0)) + 1
    over = count - TRIES_BEFORE_LOCK
    locked_for = min(LOCK_SECONDS << min(over, 8), LOCK_SECONDS_MAX) if over >= 0 else None
    until = now.timestamp() + locked_for if locked_for else 0
    memory.put(Topic.WRONG_PINS, object_id, {"count": count, "until": until})


def _tries(memory: Memory, object_id: str) -> dict[str, Any]:
    kept = memory.get(Topic.WRONG_PINS, object_id)
    return kept if isinstance(kept, dict) else {}
