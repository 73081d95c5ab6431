"""Who of a team rings first. Pure but for the order that is drawn by chance."""

from collections.abc import Sequence

from tenants.calls.call import Call
from tenants.calls.memory import Topic
from tenants.model import Employee, Team, TeamOrder


def in_turn(call: Call, team: Team, members: Sequence[Employee]) -> list[Employee]:
    """The members in the order in which they are rung now."""
    match team.order:
        case TeamOrder.RANDOM:
            return call.chance.sample(members, len(members))
        case TeamOrder.LEAST_RECENT:
            return sorted(members, key=lambda member: call.memory.get(Topic.TALKED, member.id) or 0.0)
        case TeamOrder.ROUND_ROBIN:
            return after(members, call.memory.get(Topic.TURN, team.id))
    return list(members)


def after(members: Sequence[Employee], last: object) -> list[Employee]:
    """Beginning with the one after whoever was rung last; from the first on when that one is no longer there."""
    place = next((index for index, member in enumerate(members) if member.id == last), -1) + 1
    return [*members[place:], *members[:place]]
