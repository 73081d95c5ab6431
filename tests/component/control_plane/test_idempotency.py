"""A program that asks again after a broken connection gets its first answer, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from control_plane.core.idempotency import IdempotentAnswer
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

EMPLOYEES = "/companies/bluebell/employees"
ANNA = {"name": "Анна", "number": "101"}


def hired(owner: Program) -> int:
    return len(owner.get(EMPLOYEES)["items"])


def test_the_same_key_gives_the_same_answer_and_one_employee(owner: Program) -> None:
    first = owner.ask("POST", EMPLOYEES, ANNA, Idempotency_Key="k-1")
    second = owner.ask("POST", EMPLOYEES, ANNA, Idempotency_Key="k-1")
    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert second.headers["Idempotency-Replayed"] == "true"
    assert hired(owner) == 1
    assert owner.get("/companies/bluebell")["version"] == 2


def test_the_same_key_with_another_request_is_refused(owner: Program) -> None:
    owner.post(EMPLOYEES, ANNA, Idempotency_Key="k-1")
    for path, body in ((EMPLOYEES, ANNA | {"number": "102"}), ("/companies/bluebell/numbers", ANNA)):
        answer = owner.ask("POST", path, body, Idempotency_Key="k-1")
        assert (answer.status, answer.code) == (422, "idempotency-key-reused")
    assert hired(owner) == 1


def test_a_request_that_was_refused_may_be_corrected_under_its_key(owner: Program) -> None:
    assert owner.ask("POST", EMPLOYEES, ANNA | {"number": "x"}, Idempotency_Key="k-1").status == 422
    assert owner.ask("POST", EMPLOYEES, ANNA, Idempotency_Key="k-1").status == 201


def test_two_people_may_use_the_same_key(customers: Customers) -> None:
    customers.owner.post(EMPLOYEES, ANNA, Idempotency_Key="k-1")
    customers.rival_owner.post("/companies/rival/employees", ANNA, Idempotency_Key="k-1")
    customers.reseller.post(EMPLOYEES, ANNA | {"number": "102"}, Idempotency_Key="k-1")
    assert hired(customers.owner) == 2


def test_a_key_of_somebody_who_may_no_longer_see_the_company_answers_nothing(
    customers: Customers, engines: Engines
) -> None:
    customers.owner.post(EMPLOYEES, ANNA, Idempotency_Key="k-1")
    with engines.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM memberships WHERE company_id = 'bluebell'")
    assert customers.owner.ask("POST", EMPLOYEES, ANNA, Idempotency_Key="k-1").status == 404


def test_ten_requests_at_once_hire_one_person(owner: Program) -> None:
    with ThreadPoolExecutor(10) as threads:
        asked = [threads.submit(owner.ask, "POST", EMPLOYEES, ANNA, Idempotency_Key="k-1") for _ in range(10)]
        answers = [each.result() for each in asked]
    good = [answer.json for answer in answers if answer.status == 201]
    assert good
    assert all(answer == good[0] for answer in good)
    assert {answer.code for answer in answers if answer.status != 201} <= {"in-progress"}
    assert hired(owner) == 1


def test_bad_keys_are_refused_by_name(owner: Program) -> None:
    for key in ("", "k" * 201, "a\tb"):
        answer = owner.ask("POST", EMPLOYEES, ANNA, Idempotency_Key=key)
        assert (answer.status, answer.fields) == (422, {"Idempotency-Key"})
    assert hired(owner) == 0


def test_keys_are_forgotten_after_a_day(owner: Program, rows: Session) -> None:
    owner.post(EMPLOYEES, ANNA, Idempotency_Key="k-1")
    earlier = IdempotentAnswer.created_at - timedelta(hours=25)
    rows.execute(update(IdempotentAnswer).values(created_at=earlier))
    answer = owner.ask("POST", EMPLOYEES, ANNA, Idempotency_Key="k-1")
    assert (answer.status, answer.code) == (409, "number-taken")
    assert rows.scalar(select(func.count()).select_from(IdempotentAnswer)) == 1
