"""What people turned by phone on a node becomes a version of the company, in their name."""

from datetime import timedelta
from typing import Any

import structlog
from pydantic import ValidationError
from sqlalchemy import delete, select

from control_plane.core.context import Actor, Context
from control_plane.core.problems import Problem
from control_plane.core.roles import Role
from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.features.events.service import occasion, publish
from control_plane.features.nodes.models import Node, Placement, TakenSwitch
from control_plane.features.objects.service import change_object
from control_plane.features.sounds.greetings import greeting_version
from control_plane.features.versions.service import NothingChanged
from tenants import model
from tenants.calls.memory import Topic
from tenants.extend.events.switches import SwitchTurned
from wire.reports import Switch, Switches

KEPT = timedelta(days=30)
"""How long a switch that is sent again is known."""
_FORWARDS = {"always", "busy", "no-answer", "unreachable"}
log = structlog.get_logger(__name__)


def take_switches(ctx: Context, node: Node, message: Switches) -> dict[str, int]:
    """Switch id → the version that knows of it. What cannot be carried out (any longer) is taken without a change."""
    ctx.session.execute(delete(TakenSwitch).where(TakenSwitch.at < ctx.clock() - KEPT))
    taken = {}
    for switch in message.switches:
        version = _taken_before(ctx, node, switch) or _take(ctx, node, switch)
        if version is not None:
            taken[switch.id] = version
    return taken


def _taken_before(ctx: Context, node: Node, switch: Switch) -> int | None:
    known = ctx.session.get(TakenSwitch, (switch.company, node.id, switch.id))
    return known.version if known is not None else None


def _take(ctx: Context, node: Node, switch: Switch) -> int | None:
    if switch.topic is Topic.GREETING:
        # Its recording arrives as a file, and becomes a sound then.
        return greeting_version(ctx, node.id, switch.company, str(switch.value)) if switch.value is not None else 1
    if ctx.session.get(Placement, (switch.company, node.id)) is None:
        return 1
    theirs = Context(ctx.session, _actor(ctx, switch), ctx.settings, ctx.clock)
    version = _turn(theirs, switch)
    event = SwitchTurned(
        **occasion(theirs, switch.company),
        switch=switch.topic.value,
        object_id=switch.object_id,
        value=switch.value,
        version=version,
    )
    publish(theirs, switch.company, [event])
    row = TakenSwitch(node_id=node.id, id=switch.id, company_id=switch.company, version=version, at=ctx.clock())
    ctx.session.add(row)
    ctx.session.flush()
    return version


def _turn(ctx: Context, switch: Switch) -> int:
    cls: Any = model.Schedule if switch.topic is Topic.CLOSED_NOW else model.Employee
    try:
        with ctx.session.begin_nested():
            _, change = change_object(ctx, switch.company, cls, switch.object_id, lambda _, item: turned(item, switch))
            return change.version
    except NothingChanged:
        pass
    except (Problem, ValidationError) as problem:
        log.warning("switch-without-effect", switch=switch.id, topic=switch.topic, problem=type(problem).__name__)
    version: int = ctx.session.scalars(select(Company.version).where(Company.id == switch.company)).one()
    return version


def turned(item: Any, switch: Switch) -> Any:
    """`item` with the switch turned; the same item for a value that says nothing. Raises ValidationError."""
    if switch.value is None:
        return item
    match switch.topic:
        case Topic.DO_NOT_DISTURB:
            fields: dict[str, Any] = {"do_not_disturb": switch.value}
        case Topic.CLOSED_NOW:
            fields = {"closed_now": switch.value}
        case Topic.PRESENCE:
            fields = {"presence": switch.value}
        case _:
            value = switch.value if isinstance(switch.value, dict) else {}
            fields = {f"forward_{name.replace('-', '_')}": value[name] for name in _FORWARDS & value.keys()}
    return type(item).model_validate(item.plain() | fields)


def _actor(ctx: Context, switch: Switch) -> Actor:
    """Whoever has the phone; the history says so."""
    person = ctx.session.get(Employee, (switch.company, switch.by)) if switch.by is not None else None
    name = person.name if person is not None else "Phone"
    return Actor(switch.by or "phone", name, Role.OWNER, companies=frozenset({switch.company}))
