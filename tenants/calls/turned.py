"""What people have set for their calls: what they turned by phone, as the node remembers it, wins over the document."""

from enum import StrEnum
from typing import Final

from pydantic import ValidationError

from tenants.calls.call import Call
from tenants.calls.memory import Topic
from tenants.model import Destination as Reference
from tenants.model import Employee


class When(StrEnum):
    """When a person's calls are forwarded; the value is the word that memory uses."""

    ALWAYS = "always"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    UNREACHABLE = "unreachable"


def wants_no_calls(call: Call, employee: Employee) -> bool:
    """Whether do not disturb is on."""
    turned = call.memory.get(Topic.DO_NOT_DISTURB, employee.id)
    return employee.do_not_disturb if turned is None else bool(turned)


def forward(call: Call, employee: Employee, when: When) -> Reference | None:
    """Where the person's calls go; None: that forward is off."""
    turned = call.memory.get(Topic.FORWARD, employee.id)
    if isinstance(turned, dict) and when in turned:
        return _reference(turned[when])
    written: Reference | None = getattr(employee, _FIELDS[when])
    return written


def turn_forward(call: Call, employee: Employee, when: When, to: Reference | None) -> None:
    """Remember a forward that was turned on or (None) off by phone."""
    turned = call.memory.get(Topic.FORWARD, employee.id)
    kept = turned if isinstance(turned, dict) else {}
    call.memory.put(Topic.FORWARD, employee.id, {**kept, when.value: to.plain() if to is not None else None})


def _reference(plain: object) -> Reference | None:
    """A memory may be older than the release that reads it: what it does not understand is off."""
    try:
        return Reference.model_validate(plain)
    except ValidationError:
        return None


_FIELDS: Final = {
    When.ALWAYS: "forward_always",
    When.BUSY: "forward_busy",
    When.NO_ANSWER: "forward_no_answer",
    When.UNREACHABLE: "forward_unreachable",
}
