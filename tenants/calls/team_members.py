"""Who belongs to a team or a waiting line. A team is its members, and those of the teams among them, each once."""

from collections.abc import Iterator

from tenants.model import Company, DestinationKind, Employee, Team, WaitingLine
from tenants.model import Destination as Reference


def members_of(company: Company, team: Team) -> list[Employee]:
    """The people of a team in its order; a team that contains itself does not go round, who is gone is left out."""
    return list({employee.id: employee for employee in _flat(company, team)}.values())


def colleagues_of(company: Company, employee: Employee) -> list[Employee]:
    """Everybody in one of the person's teams but themselves, each once."""
    teams = (members_of(company, team) for team in company.all_of(Team))
    together = {each.id: each for members in teams if employee in members for each in members if each != employee}
    return list(together.values())


def agents_of(company: Company, line: WaitingLine) -> list[Employee]:
    """The agents of a waiting line, logged in or not."""
    return [employee for agent in line.agents if (employee := company.get(Employee, agent.employee))]


def people_of(company: Company, reference: Reference) -> list[Employee]:
    """The people of a team or a waiting line that a document points at; nobody for anything else."""
    if team := company.get(Team, reference.id if reference.kind is DestinationKind.TEAM else None):
        return members_of(company, team)
    line = company.get(WaitingLine, reference.id if reference.kind is DestinationKind.WAITING_LINE else None)
    return agents_of(company, line) if line is not None else []


def _flat(company: Company, team: Team) -> Iterator[Employee]:
    """Not recursive: a document may nest teams as deeply as it likes."""
    seen, waiting = {team.id}, list(reversed(team.members))
    while waiting:
        member = waiting.pop()
        if member.kind is DestinationKind.EMPLOYEE and (employee := company.get(Employee, member.id)):
            yield employee
        elif member.kind is DestinationKind.TEAM and (inner := company.get(Team, member.id)) and inner.id not in seen:
            seen.add(inner.id)
            waiting += reversed(inner.members)
