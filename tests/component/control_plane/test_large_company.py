"""A company of five thousand employees is changed as quickly as a small one."""

from statistics import median
from time import process_time

from sqlalchemy import insert
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Context
from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.features.objects.models import ShortNumber
from tenants import model
from tenants.model.company import changed_state, format_state
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import Program
from tests.kit.engines import Engines

MANY = 5000


def grow(engines: Engines) -> None:
    """As if all of them had been hired before anybody looked at the company."""
    people = [model.Employee(id=f"e{n}", name=f"Person {n}", number=str(10_000 + n)) for n in range(MANY)]
    with Session(engines.database) as session, session.begin():
        ctx = Context(session, SYSTEM, engines.settings)
        rows = [
            {
                "company_id": "bluebell",
                "id": p.id,
                "name": p.name,
                "number": p.number,
                "ring_seconds": 20,
                "settings": {},
            }
            for p in people
        ]
        session.execute(insert(Employee), rows)
        numbers = [{"company_id": "bluebell", "number": p.number, "kind": "employee", "id": p.id} for p in people]
        session.execute(insert(ShortNumber), numbers)
        company = session.get_one(Company, "bluebell")
        company.state = format_state(changed_state(int(company.state, 16), (), people))
        company.created_at = ctx.clock()


def milliseconds(owner: Program, employee: str) -> float:
    """CPU time of a change of one employee: the middle of eleven, the first of which may have to read the company."""
    spent = []
    for seconds in range(20, 31):
        began = process_time()
        owner.patch(f"{PLACE}/employees/{employee}", {"ring_seconds": seconds + 1})
        spent.append((process_time() - began) * 1000)
    return median(spent)


def test_changing_one_of_five_thousand_costs_hardly_more_than_one_of_one(owner: Program, engines: Engines) -> None:
    anna = owner.post(f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    small = milliseconds(owner, anna["id"])
    grow(engines)
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 60})
    large = milliseconds(owner, anna["id"])
    # Copies of mappings and one pass for whoever points there: some milliseconds, whoever else uses the machine.
    assert large < small + 40, f"{small:.1f} ms with one employee, {large:.1f} ms with {MANY}"
