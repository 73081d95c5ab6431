"""Whose phone a leg was: asked once, when the fact arrives, and kept with the fact."""

from collections.abc import Iterable

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from control_plane.features.employees.models import Employee
from control_plane.features.journeys.draft import Person
from control_plane.features.phones.models import Phone
from wire.facts import Fact, Party

Owner = tuple[str, Person]
"""The company and the employee of a login."""


def employees_by_login(session: Session, facts: Iterable[Fact]) -> dict[str, Owner]:
    """The owners of all phones that the facts mention."""
    logins = {fact.leg.party_id for fact in facts if fact.leg is not None and fact.leg.party is Party.PHONE}
    if not logins:
        return {}
    same = and_(Employee.company_id == Phone.company_id, Employee.id == Phone.employee_id)
    statement = select(Phone.login, Phone.company_id, Employee.id, Employee.name).join(Employee, same)
    found = session.execute(statement.where(Phone.login.in_(logins)))
    return {login: (company, Person(employee, name)) for login, company, employee, name in found}


def owner_of(fact: Fact, people: dict[str, Owner]) -> Person | None:
    """The employee whose phone the leg is; a phone of another company than the fact's is nobody's."""
    if fact.leg is None or fact.leg.party is not Party.PHONE:
        return None
    company, person = people.get(fact.leg.party_id, ("", None))
    return person if fact.company in ("", company) else None
