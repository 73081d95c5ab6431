"""Several people change the same company at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.versions.models import Outbox, Version
from tests.component.control_plane.database import company_of
from tests.kit.customers import Answer, Customers, Program
from tests.kit.engines import Engines

EMPLOYEES = "/companies/bluebell/employees"


def at_once(*requests: tuple[Program, str, str, object]) -> list[Answer]:
    together = Barrier(len(requests))

    def ask(request: tuple[Program, str, str, object]) -> Answer:
        program, method, path, body = request
        together.wait(5)
        return program.ask(method, path, body)

    with ThreadPoolExecutor(len(requests)) as threads:
        return list(threads.map(ask, requests))


def versions(rows: Session, company: str) -> list[int]:
    of_company = select(Version.number).where(Version.company_id == company)
    return list(rows.scalars(of_company.order_by(Version.number)))


def test_of_two_people_hired_with_one_number_one_gets_it(owner: Program, rows: Session) -> None:
    anna, boris = ((owner, "POST", EMPLOYEES, {"name": name, "number": "101"}) for name in ("Anna", "Boris"))
    answers = sorted(at_once(anna, boris), key=lambda answer: answer.status)
    assert [answer.status for answer in answers] == [201, 409]
    assert (answers[1].code, answers[1].fields) == ("number-taken", {"number"})
    assert answers[0].json["name"] in answers[1].json["detail"]
    assert versions(rows, "bluebell") == [1, 2]


def test_of_two_companies_that_want_one_public_number_one_gets_it(customers: Customers) -> None:
    wish = {"number": "+74951230001"}
    answers = at_once(
        (customers.owner, "POST", "/companies/bluebell/numbers", wish),
        (customers.rival_owner, "POST", "/companies/rival/numbers", wish),
    )
    assert sorted(answer.status for answer in answers) == [201, 409]
    (refused,) = (answer for answer in answers if answer.status == 409)
    assert (refused.code, refused.fields) == ("number-taken", {"number"})
    assert "bluebell" not in refused.text.lower()
    assert "rival" not in refused.text.lower()


def test_many_changes_at_once_become_versions_without_gaps(owner: Program, rows: Session, engines: Engines) -> None:
    hiring = [(owner, "POST", EMPLOYEES, {"name": f"P {n}", "number": str(100 + n)}) for n in range(8)]
    answers = at_once(*hiring)
    assert sorted(answer.json["change"]["version"] for answer in answers) == list(range(2, 10))
    assert versions(rows, "bluebell") == list(range(1, 10))
    company = company_of(rows, engines.settings, "bluebell")
    last = rows.get_one(Version, ("bluebell", 9))
    assert (company.version, company.state_hash) == (9, last.state_hash)
    assert rows.get_one(Outbox, ("bluebell", "n1")).version == 9


def test_changes_of_the_same_person_at_once_leave_a_right_state_hash(
    owner: Program, rows: Session, engines: Engines
) -> None:
    hired = owner.post(EMPLOYEES, {"name": "Anna", "number": "101"})
    path = f"{EMPLOYEES}/{hired['id']}"
    wishes: list[dict[str, object]] = [{"name": f"Anna {n}", "ring_seconds": 40 + n} for n in range(5)]
    answers = at_once(*((owner, "PATCH", path, wish) for wish in wishes), (owner, "DELETE", path, None))
    assert {answer.status for answer in answers} <= {200, 404}
    company = company_of(rows, engines.settings, "bluebell")
    assert company.state_hash == rows.get_one(Version, ("bluebell", company.version)).state_hash
    assert versions(rows, "bluebell") == list(range(1, company.version + 1))
