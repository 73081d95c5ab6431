"""How much a company may call: on the node, so that it also holds while the control plane is away.

Emergency calls are never asked for here.
"""

from datetime import datetime
from typing import Final

from tenants.calls.call import Call
from tenants.calls.memory import Topic
from tenants.calls.opening_hours import time_zone
from tenants.model import Line

MINUTE: Final = 60.0


def over_limit(call: Call) -> str | None:
    """Which limit of the company is reached, in words; None: the call may begin."""
    profile = call.company.profile
    if profile.calls_at_once and call.outside_calls() >= profile.calls_at_once:
        return f"{profile.calls_at_once} calls with the outside at once"
    if profile.calls_per_minute and len(_recent(call)) >= profile.calls_per_minute:
        return f"{profile.calls_per_minute} calls outside in a minute"
    if profile.money_per_day and _spent_today(call) >= profile.money_per_day:
        return "the money for calls outside of this day"
    return None


def line_is_full(call: Call, line: Line) -> bool:
    """Whether it carries as many calls as the company, or the owner of a line that is lent, allows at once."""
    return (bool(line.calls_max) and call.calls_over(line) >= line.calls_max) or call.shared_line_full(line)


def note_call(call: Call) -> None:
    """A call outside begins. Nothing is remembered where nothing is limited."""
    if call.company.profile.calls_per_minute:
        newest = [*_recent(call), call.now.timestamp()][-call.company.profile.calls_per_minute :]
        call.memory.put(Topic.OUTSIDE_CALLS, call.company.id, newest)


def spend(call: Call, money: int) -> None:
    """A call outside has ended and cost so much, in ten-thousandths of the currency unit."""
    if money and call.company.profile.money_per_day:
        value = {"day": _today(call), "money": _spent_today(call) + money}
        call.memory.put(Topic.SPENT, call.company.id, value)


def _recent(call: Call) -> list[float]:
    since = call.now.timestamp() - MINUTE
    return [at for at in call.memory.get(Topic.OUTSIDE_CALLS, call.company.id) or () if at > since]


def _spent_today(call: Call) -> int:
    spent = call.memory.get(Topic.SPENT, call.company.id)
    return int(spent["money"]) if spent and spent["day"] == _today(call) else 0


def _today(call: Call) -> str:
    """The day on the company's wall."""
    local: datetime = call.now.astimezone(time_zone(call.company.profile.time_zone))
    return local.date().isoformat()
