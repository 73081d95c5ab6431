"""Employees and teams."""

from collections.abc import Iterator
from typing import Final

from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import DestinationKind, Employee, Phone, RecordingPolicy, Team

FORWARDS_TO_SELF = error("forwards-to-self", "%(name)s forwards calls to themselves. Choose another destination.")
OWN_SECRETARY = error("own-secretary", "%(name)s is their own secretary. Choose somebody else, or nobody.")
NO_PHONE = warning("no-phone", "%(name)s has no phone, no forward and no mailbox: nobody can reach them.")
STRANGE_PHONE = error("strange-phone", "%(name)s is to be rung on a phone that belongs to somebody else.")
AFTER_HOURS = warning("after-hours-without-hours", "%(name)s has a destination after hours, but no working hours.")
TEAM_OF_NOBODY = warning("team-of-nobody", "%(name)s has no members: nobody is ever rung.")
IN_ITSELF = warning("team-in-itself", "%(name)s contains itself. Its members ring once all the same; take it out.")
CANNOT_RING = error("member-cannot-ring", "A member of %(name)s is neither an employee nor a team.")
NEVER_RECORDED = warning(
    "never-recorded", "%(name)s is to be recorded, but %(employee)s must not be: calls that ring both are not recorded."
)

_FORWARDS: Final = ("forward_always", "forward_busy", "forward_no_answer", "forward_unreachable", "after_hours")
_MEMBERS: Final = frozenset({DestinationKind.EMPLOYEE, DestinationKind.TEAM})


def employee(look: Look, item: Employee) -> Iterator[Finding]:
    leads_on = False
    # What was never set is nowhere: of thousands most have set none of these.
    for field in item.model_fields_set.intersection(_FORWARDS):
        forward = getattr(item, field)
        leads_on = leads_on or forward is not None
        if forward is not None and forward.kind is DestinationKind.EMPLOYEE and forward.id == item.id:
            yield FORWARDS_TO_SELF.found(item, field)
    if item.secretary == item.id:
        yield OWN_SECRETARY.found(item, "secretary")
    if item.after_hours is not None and item.hours is None:
        yield AFTER_HOURS.found(item, "after_hours")
    yield from _phones(look, item, leads_on)


def _phones(look: Look, item: Employee, leads_on: bool) -> Iterator[Finding]:
    rings = item.id in look.company.phones_by_employee or any(step.number for step in item.ring_steps)
    if not rings and not leads_on and item.mailbox is None and item.secretary is None:
        yield NO_PHONE.found(item)
    for index, step in enumerate(item.ring_steps):
        phone = look.company.get(Phone, step.phone)
        if phone is not None and phone.employee != item.id:
            yield STRANGE_PHONE.found(item, f"ring_steps.{index}.phone")


def team(look: Look, item: Team) -> Iterator[Finding]:
    if not item.members:
        yield TEAM_OF_NOBODY.found(item, "members")
    for index, member in enumerate(item.members):
        if member.kind not in _MEMBERS:
            yield CANNOT_RING.found(item, f"members.{index}")
    inside = teams_inside(look, item)
    if item.id in inside:
        yield IN_ITSELF.found(item, "members")
    if item.record in {RecordingPolicy.ALWAYS, RecordingPolicy.OUTSIDE}:
        for member in item.members:
            person = look.company.get(Employee, member.id) if member.kind is DestinationKind.EMPLOYEE else None
            if person is not None and person.record is RecordingPolicy.DENIED:
                yield NEVER_RECORDED.found(item, "record", employee=person.name)


def teams_inside(look: Look, item: Team) -> set[str]:
    """The ids of all teams in a team, through any number of teams; its own when it contains itself."""
    found: set[str] = set()
    open_ids = [member.id for member in item.members if member.kind is DestinationKind.TEAM]
    while open_ids:
        team_id = open_ids.pop()
        if team_id is None or team_id in found:
            continue
        found.add(team_id)
        inner = look.company.get(Team, team_id)
        if inner is not None:
            open_ids += [member.id for member in inner.members if member.kind is DestinationKind.TEAM]
    return found
