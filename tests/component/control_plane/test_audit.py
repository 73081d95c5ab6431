"""The audit trail of a company: chained, followed, shown, exported."""

import csv
import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.migrate import upgrade
from control_plane.features.audit.chain import START
from control_plane.features.audit.models import Audit
from control_plane.features.audit.queries import verify
from control_plane.features.versions.service import record_audit
from control_plane.migrations import __file__ as migrations
from deploy import environment
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"
ANNA = {"name": "Anna", "number": "101"}


def verified(program: Program, more: str = "") -> Any:
    return program.get(f"{PLACE}/audit/verification{more}")


def tamper(engines: Engines, statement: str) -> None:
    with engines.database.begin() as connection:
        connection.execute(text(statement))


def test_each_change_is_one_more_link(owner: Program, rows: Session) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"name": "Anne"})
    newest, older, oldest = owner.get(f"{PLACE}/audit")["items"]
    assert [each["number"] for each in (oldest, older, newest)] == [1, 2, 3]
    assert (oldest["previous"], older["previous"], newest["previous"]) == (START, oldest["hash"], older["hash"])
    assert (newest["actor"], newest["address"], newest["action"]) == ("Vera", "127.0.0.1", "Anna (101) changed")
    assert [each["data"]["name"] for each in (*newest["before"], *newest["after"])] == ["Anna", "Anne"]
    assert verified(owner) == {"whole": True, "head": {"number": 3, "hash": newest["hash"]}, "broken": None}


def test_digests_of_passwords_are_not_shown(owner: Program, rows: Session) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    stored = next(row for row in rows.scalars(select(Audit)) if "digest" in str(row.after))
    digest = next(each["data"]["digest"] for each in stored.after if each["kind"] == "phone")
    for path in ("audit", "audit/export", "audit/export?format=csv"):
        assert digest not in owner.ask("GET", f"{PLACE}/{path}").text


@pytest.mark.parametrize(
    ("statement", "number", "fault"),
    [
        ("UPDATE audit SET actor = 'Nobody' WHERE company_id = 'bluebell' AND number = 2", 2, "changed"),
        ("DELETE FROM audit WHERE company_id = 'bluebell' AND number = 2", 2, "missing"),
        ("DELETE FROM audit WHERE company_id = 'bluebell' AND number >= 3", 3, "cut-off"),
        ("UPDATE audit SET previous = hash WHERE company_id = 'bluebell' AND number = 3", 3, "unchained"),
    ],
)
def test_the_first_bad_record_is_named(
    owner: Program, engines: Engines, statement: str, number: int, fault: str
) -> None:
    for count in range(4):
        owner.post(f"{PLACE}/contacts", {"name": f"C {count}", "number": f"+7495123456{count}"})
    assert verified(owner)["whole"]
    tamper(engines, statement)
    found = verified(owner)
    assert (found["whole"], found["broken"]) == (False, {"number": number, "fault": fault})


def test_what_somebody_has_noted_cannot_be_rewritten(owner: Program, engines: Engines) -> None:
    head = verified(owner)["head"]
    assert verified(owner, f"?number=1&hash={head['hash']}")["whole"]
    other = "0" * 64
    assert verified(owner, f"?number=1&hash={other}")["broken"] == {"number": 1, "fault": "not-as-known"}
    assert owner.ask("GET", f"{PLACE}/audit/verification?number=1").status == 422


def test_many_at_once_make_one_chain(owner: Program, engines: Engines) -> None:
    """Changes hold the company's row; other records do not, and all of them meet at the end of the chain."""

    def change(count: int) -> int:
        return owner.ask("POST", f"{PLACE}/contacts", {"name": f"C {count}", "number": f"+7495123456{count}"}).status

    def note(count: int) -> int:
        with Session(engines.database) as session, session.begin():
            record_audit(Context(session, SYSTEM, engines.settings), "bluebell", f"Recording {count} listened to")
        return 201

    with ThreadPoolExecutor(8) as threads:
        tasks = [threads.submit(each, count) for count in range(8) for each in (change, note)]
        assert {task.result(30) for task in tasks} == {201}
    with Session(engines.database) as session:
        found = verify(session, "bluebell")
    assert (found.broken, found.head.number) == (None, 17)


def test_two_records_of_one_transaction_follow_each_other(engines: Engines, customers: Customers) -> None:
    with Session(engines.database) as session, session.begin():
        ctx = Context(session, SYSTEM, engines.settings)
        record_audit(ctx, "bluebell", "One")
        record_audit(ctx, "bluebell", "Two")
    with Session(engines.database) as session:
        assert verify(session, "bluebell").broken is None


def test_a_transaction_that_fails_leaves_no_gap(engines: Engines, customers: Customers) -> None:
    with Session(engines.database) as session:
        record_audit(Context(session, SYSTEM, engines.settings), "bluebell", "Never happened")
        session.rollback()
    with Session(engines.database) as session, session.begin():
        record_audit(Context(session, SYSTEM, engines.settings), "bluebell", "Happened")
    with Session(engines.database) as session:
        assert verify(session, "bluebell").broken is None


def test_an_export_is_the_whole_trail_as_json_lines(owner: Program) -> None:
    for count in range(3):
        owner.post(f"{PLACE}/contacts", {"name": f"C {count}", "number": f"+7495123456{count}"})
    answer = owner.ask("GET", f"{PLACE}/audit/export")
    assert "attachment" in answer.headers["Content-Disposition"]
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [each["number"] for each in told] == [1, 2, 3, 4]
    assert [each["previous"] for each in told[1:]] == [each["hash"] for each in told[:-1]]


def test_no_cell_of_an_export_is_a_formula(owner: Program) -> None:
    owner.post(f"{PLACE}/contacts", {"name": "=HYPERLINK(1)", "number": "+74951234567"})
    owner.post(f"{PLACE}/employees", {"name": "=1+1", "number": "101", "phones": []})
    answer = owner.ask("GET", f"{PLACE}/audit/export?format=csv")
    cells = [cell for row in csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))) for cell in row]
    assert "'=1+1 (101) added" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_pages_of_the_trail_go_back_to_its_beginning(owner: Program) -> None:
    for count in range(4):
        owner.post(f"{PLACE}/contacts", {"name": f"C {count}", "number": f"+7495123456{count}"})
    first = owner.get(f"{PLACE}/audit?limit=3")
    second = owner.get(f"{PLACE}/audit?limit=3&cursor={first['next_cursor']}")
    assert [each["number"] for each in (*first["items"], *second["items"])] == [5, 4, 3, 2, 1]
    assert second["next_cursor"] is None


def test_who_did_what_is_no_business_of_strangers_and_developers(customers: Customers) -> None:
    for path in ("audit", "audit/export", "audit/verification"):
        assert customers.rival_owner.ask("GET", f"{PLACE}/{path}").status == 404
        assert customers.developer.ask("GET", f"{PLACE}/{path}").status == 403


def test_the_operators_command_names_the_bad_record(owner: Program, engines: Engines) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    head = verified(owner)["head"]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        whole = [sys.executable, "-m", "control_plane", "audit-verify", *arguments]
        given = os.environ | environment.of(engines.instance, "control_plane")
        return subprocess.run(whole, capture_output=True, text=True, timeout=60, env=given, check=False)

    good = run()
    assert good.returncode == 0, good.stderr
    assert f"bluebell: whole, 2 records, the last one {head['hash']}" in good.stdout
    assert run("bluebell", "--known", f"2:{head['hash']}").returncode == 0
    tamper(engines, "UPDATE audit SET action = 'x' WHERE company_id = 'bluebell' AND number = 1")
    bad = run()
    assert bad.returncode == 1
    assert "bluebell: record 1 is bad (changed)" in bad.stdout
    assert "rival: whole" in bad.stdout


def test_records_from_before_the_chain_are_chained_in_their_order(engines: Engines) -> None:
    with engines.another_database("chained") as settings:
        upgrade(settings)
        database = create_engine(settings.sqlalchemy_url)
        config = Config()
        config.set_main_option("script_location", str(migrations).rpartition("/")[0])

        def migrate(to: str) -> None:
            with database.begin() as connection:
                config.attributes["connection"] = connection
                (command.upgrade if to == "head" else command.downgrade)(config, to)

        migrate("0009")
        company = (
            "INSERT INTO companies (id, name, language, country, time_zone, version, state, created_at, settings) "
            "VALUES (:id, 'B', 'en', 'RU', 'UTC', 1, '0', now(), '{}')"
        )
        record = (
            "INSERT INTO audit (company_id, at, actor, address, version, action, before, after) "
            "VALUES (:company, :at, 'Vera', '', 1, :action, '[]', CAST(:after AS jsonb))"
        )
        after = json.dumps([{"kind": "employee", "data": {"id": "e", "name": "Анна", "rate": 0.1}}])
        with database.begin() as connection:
            for each in ("bluebell", "rival"):
                connection.execute(text(company), {"id": each})
            for count in range(7):
                given = {"company": ("bluebell", "rival")[count % 2], "action": f"A {count}", "at": now()}
                connection.execute(text(record), given | {"after": after})
        migrate("head")
        with Session(database) as session:
            assert (verify(session, "bluebell").head.number, verify(session, "bluebell").broken) == (4, None)
            assert (verify(session, "rival").head.number, verify(session, "rival").broken) == (3, None)
        database.dispose()
