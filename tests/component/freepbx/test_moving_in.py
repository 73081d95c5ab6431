"""Moving in from FreePBX: what comes of a file, and whether calls go where they went."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.vault import vault_of
from control_plane.features.employees.models import Employee
from control_plane.features.lines.models import Line
from control_plane.features.transfers.chores import Chores
from control_plane.features.versions.models import Version
from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.database import content_of
from tests.kit import audio
from tests.kit.customers import Answer, Customers, Program
from tests.kit.engines import Engines
from tests.kit.freepbx import Office15, archive, mysqldump, old_backup
from tests.kit.freepbx_office import ASTDB, VOICEMAIL, VOICEMAIL_CONF, office

IMPORTS = "/companies/bluebell/freepbx-imports"
CALLER, MAIN, SUPPORT = "+79035550000", "+74951230001", "+74951230002"
MONDAY, SUNDAY, VICTORY_DAY = "2026-03-02 11:00", "2026-03-01 11:00", "2027-05-10 11:00"


def backup() -> bytes:
    return Office15(office(), ASTDB, VOICEMAIL).backup()


def upload(owner: Program, file: bytes) -> Any:
    return owner.post(IMPORTS, file)


def take_over(owner: Program, file: bytes) -> Any:
    return owner.post(f"{IMPORTS}/{upload(owner, file)['id']}/take-over")


@pytest.fixture
def moved(owner: Program) -> Program:
    take_over(owner, backup())
    (line,) = owner.get("/companies/bluebell/lines")["items"]
    owner.patch(f"/companies/bluebell/lines/{line['id']}", {"disabled": False})
    return owner


def story(owner: Program, to: str, at: str, *presses: str, caller: str = CALLER, **answers: str) -> Any:
    wish = {"from": caller, "to": to, "at": at, "presses": list(presses), "answers": answers}
    return owner.post("/companies/bluebell/simulations", wish)


def words(told: Any) -> str:
    return "\n".join(step["words"] for step in told["steps"])


def test_in_office_hours_one_reaches_sales_and_then_their_mailbox(moved: Program) -> None:
    told = story(moved, MAIN, MONDAY, "1", **{"101": "no-answer", "102": "no-answer"})
    assert set(told["rang"]) == {"101", "102"}
    assert "Menu: Welcome: 1" in words(told)
    assert "Mailbox: Анна Иванова: left one of" in words(told)


def test_two_reaches_the_agents_of_support(moved: Program) -> None:
    told = story(moved, MAIN, MONDAY, "2", **{"400": "5s"})
    assert "Support" in words(told)
    assert told["result"] == "answered"
    assert story(moved, SUPPORT, SUNDAY, **{"400": "5s"})["result"] == "answered"
    given_up = story(moved, SUPPORT, SUNDAY, **{"400": "no-answer"})
    assert "Mailbox: Vera O'Neil: left one of" in words(given_up)


def test_three_reaches_the_number_outside_that_it_dialled(moved: Program) -> None:
    # With the digits that the provider got from FreePBX: by the route's own way of writing numbers.
    assert "A call goes out to 89031234567" in words(story(moved, MAIN, MONDAY, "3"))


def test_outside_of_the_hours_calls_go_where_the_condition_sent_them(moved: Program) -> None:
    told = story(moved, MAIN, SUNDAY, **{"105": "5s"})
    assert told["rang"] == []
    assert "Mailbox: Dina: left one of" in words(told)


def test_callers_dial_short_numbers_in_the_menu_and_who_presses_nothing_reaches_the_first(moved: Program) -> None:
    assert story(moved, MAIN, MONDAY, "103", **{"103": "5s"})["rang"] == ["103"]
    assert story(moved, MAIN, MONDAY, **{"101": "5s"})["rang"] == ["101"]


def test_a_caller_with_a_way_of_their_own_keeps_it_and_unwanted_ones_stay_out(moved: Program) -> None:
    assert story(moved, MAIN, SUNDAY, caller="+79161234567", **{"101": "5s"})["rang"] == ["101"]
    assert story(moved, MAIN, MONDAY, caller="+74950000000")["result"] == "blocked"
    assert story(moved, MAIN, MONDAY, caller="anonymous")["result"] == "anonymous"


def test_people_keep_what_they_had_dialled_for_themselves(moved: Program) -> None:
    assert story(moved, "105", MONDAY, caller="101")["rang"] == []
    assert "+79037778899" in words(story(moved, "106", MONDAY, caller="101"))
    assert story(moved, "103", MONDAY, caller="101", **{"103": "busy", "104": "5s"})["rang"][0] == "104"


def test_a_report_changes_nothing(owner: Program, engines: Engines) -> None:
    before = content_of(engines.database)
    preview = upload(owner, backup())
    assert content_of(engines.database) == before
    assert (preview["form"], preview["version"], preview["taken"]["employee"]) == ("backup", "16.0.40.13", 6)
    assert owner.get(f"{IMPORTS}/{preview['id']}")["taken"] == preview["taken"]


def test_everything_comes_as_one_version_that_names_its_author(owner: Program, rows: Session) -> None:
    done = take_over(owner, backup())
    version = rows.scalars(select(Version).where(Version.company_id == "bluebell").order_by(Version.number.desc()))
    newest = version.first()
    assert newest is not None
    assert (newest.number, newest.author, done["change"]["version"]) == (2, "Vera", 2)
    assert newest.summary == f"Moved in from FreePBX: {len(newest.puts) - 7} objects"
    assert {item["kind"] for item in newest.puts} >= {"employee", "phone", "team", "waiting-line", "menu", "profile"}


def test_each_phone_comes_with_a_login_and_password_shown_once(owner: Program) -> None:
    done = take_over(owner, backup())
    phones = done["phones"]
    assert [phone["number"] for phone in phones] == ["101", "102", "103", "104", "105", "106"]
    assert len({phone["login"] for phone in phones}) == len({phone["password"] for phone in phones}) == 6
    assert phones[0]["employee"] == "Анна Иванова"
    assert "s3cr3t-of-the-phone" not in str(done)
    (pin,) = done["pins"]
    assert (pin["name"], len(pin["pin"])) == ("Board", 6)


def test_lines_come_switched_off_with_their_password_locked_away(owner: Program, rows: Session) -> None:
    done = take_over(owner, backup())
    (line,) = owner.get("/companies/bluebell/lines")["items"]
    assert (line["name"], line["host"], line["disabled"], line["has_password"]) == (
        "City",
        "sip.example.net",
        True,
        True,
    )
    row = rows.scalars(select(Line).where(Line.company_id == "bluebell")).one()
    assert row.password_box is not None
    assert b"line-secret" not in row.password_box
    assert "line-secret" not in str(done)


@pytest.mark.parametrize("form", ["dump", "old-backup", "backup"])
def test_any_form_of_the_same_office_gives_the_same_people_and_ways(owner: Program, form: str) -> None:
    files = {
        "dump": lambda: mysqldump(office()),
        "old-backup": lambda: old_backup(office(), ASTDB, {"./etc/asterisk/voicemail.conf": VOICEMAIL_CONF.encode()}),
        "backup": backup,
    }
    preview = upload(owner, files[form]())
    assert preview["form"] == form
    wanted = {"employee": 6, "team": 1, "waiting-line": 1, "menu": 1, "number": 3, "line": 1, "room": 1, "route": 2}
    assert {kind: preview["taken"][kind] for kind in wanted} == wanted


def test_what_is_not_understood_is_named_with_table_row_field_and_value(owner: Program) -> None:
    entries = upload(owner, backup())["entries"]
    left = {(e["table"], *e["rows"], e["field"], e["value"]) for e in entries if e["grade"] == "left"}
    assert {
        ("users", "106", "sipname", "egor"),
        ("queues_details", "400", "cron_schedule", "never-heard-of"),
        ("ivr_entries", "1", "dest", "custom-app,s,1"),
        ("ringgroups", "600", "grplist", "89161112233#"),
        ("trunks", "2", "tech", "dahdi"),
    } <= left
    assert "secret" not in {e["field"] for e in entries if e["value"] not in ("", "•••")}


def test_a_second_time_nobody_comes_twice_and_what_leads_to_them_finds_them(owner: Program, rows: Session) -> None:
    take_over(owner, backup())
    again = upload(owner, backup())
    assert "employee" not in again["taken"]
    assert "number" not in again["taken"]
    exists = [entry for entry in again["entries"] if entry["code"] == "exists"]
    assert {"101", MAIN} <= {entry["value"] for entry in exists}
    assert rows.scalar(select(func.count()).where(Employee.company_id == "bluebell")) == 6


def test_a_short_number_that_is_taken_is_told_and_the_rest_comes_without_it(owner: Program) -> None:
    owner.post("/companies/bluebell/employees", {"name": "Zoe", "number": "600"})
    done = take_over(owner, backup())
    (told,) = [entry for entry in done["entries"] if entry["code"] == "without-number"]
    assert (told["table"], told["rows"], told["value"], told["grade"]) == ("ringgroups", ["600"], "600", "changed")
    (team,) = owner.get("/companies/bluebell/teams")["items"]
    assert (team["name"], team["number"]) == ("Sales", None)


def test_a_number_of_another_company_is_left_without_saying_whose_it_is(customers: Customers) -> None:
    customers.rival_owner.post("/companies/rival/numbers", {"number": MAIN})
    done = take_over(customers.owner, backup())
    (told,) = [entry for entry in done["entries"] if entry["code"] == "number-taken"]
    assert "rival" not in str(told).lower()
    numbers = {each["number"] for each in customers.owner.get("/companies/bluebell/numbers")["items"]}
    assert numbers == {SUPPORT, "+74951230003"}


def test_recordings_come_along_and_greet_callers(owner: Program) -> None:
    files = {"files/var/lib/asterisk/sounds/en/custom/welcome.wav": audio.wav(1.0)}
    files["files/var/lib/asterisk/sounds/en/custom/closed.wav"] = b"no sound at all"
    done = take_over(owner, Office15(office(), ASTDB, VOICEMAIL, files).backup())
    (sound,) = owner.get("/companies/bluebell/sounds")["items"]
    assert (sound["name"], sound["seconds"]) == ("Welcome", 1.0)
    (menu,) = owner.get("/companies/bluebell/menus")["items"]
    assert menu["greeting"]["sound"] == sound["id"]
    assert [entry["name"] for entry in done["entries"] if entry["code"] == "no-file"] == ["We are closed"]


BAD = {
    "empty": b"",
    "no-dump": b"hello, I am a letter to the operator",
    "truncated": mysqldump(office())[:-4000],
    "not-freepbx": mysqldump({"wp_posts": [{"id": 1, "title": "A blog"}]}),
    "not-freepbx-backup": archive({"holiday.jpg": b"\xff\xd8"}),
    "postgresql": b"--\n-- PostgreSQL database dump\n--\nCREATE TABLE users ();\n",
    "packed-otherwise": b"PK\x03\x04" + bytes(100),
    "not-in-charset": mysqldump(office(), "cp1251").replace(b"SET NAMES cp1251", b"SET NAMES utf8"),
}


@pytest.mark.parametrize("code", BAD)
def test_a_wrong_file_is_refused_in_words_that_say_what_to_do(owner: Program, code: str) -> None:
    answer: Answer = owner.ask("POST", IMPORTS, BAD[code])
    assert (answer.status, answer.code) == (422, "not-readable")
    (fault,) = answer.json["errors"]
    assert (fault["field"], fault["code"]) == ("file", code)


def test_an_upload_is_of_its_company_alone(customers: Customers) -> None:
    identifier = upload(customers.owner, backup())["id"]
    assert customers.rival_owner.ask("GET", f"/companies/rival/freepbx-imports/{identifier}").status == 404
    assert customers.owner.ask("GET", f"{IMPORTS}/../../etc").status == 404
    customers.owner.post(f"{IMPORTS}/{identifier}/take-over")
    assert customers.owner.ask("POST", f"{IMPORTS}/{identifier}/take-over").status == 404


def test_an_upload_that_nobody_takes_is_erased_after_a_day(owner: Program, rows: Session, engines: Engines) -> None:
    identifier = upload(owner, backup())["id"]
    vault = vault_of(engines.settings)

    def clear(hours: int) -> int:
        ctx = Context(rows, SYSTEM, engines.settings, clock=lambda: now() + timedelta(hours=hours))
        return Chores(vault, None).clear_orphans(ctx)

    assert clear(23) == 0
    assert owner.ask("GET", f"{IMPORTS}/{identifier}").status == 200
    assert clear(25) == 1
    assert owner.ask("GET", f"{IMPORTS}/{identifier}").status == 404


def test_a_company_has_one_upload_at_a_time(customers: Customers) -> None:
    first = upload(customers.owner, backup())["id"]
    others = customers.rival_owner.post("/companies/rival/freepbx-imports", backup())["id"]
    second = upload(customers.owner, mysqldump(office()))["id"]
    assert customers.owner.ask("GET", f"{IMPORTS}/{first}").status == 404
    assert customers.owner.ask("GET", f"{IMPORTS}/{second}").status == 200
    assert customers.rival_owner.ask("GET", f"/companies/rival/freepbx-imports/{others}").status == 200


def test_what_lies_in_the_storage_is_encrypted(owner: Program, engines: Engines) -> None:
    upload(owner, mysqldump(office()))
    (file,) = [path for path in engines.settings.files.rglob("*") if path.is_file()]
    assert b"line-secret" in mysqldump(office())
    assert b"line-secret" not in file.read_bytes()


def test_the_page_shows_the_report_and_the_passwords_once(portal: Portal, rows: Session) -> None:
    sent = {"file": (io.BytesIO(backup()), "backup.tar.gz")}
    answer = portal.post("/companies/bluebell/freepbx", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    page = portal.get(answer.location)
    assert "never-heard-of" in page.text
    assert "line-secret" not in page.text
    done = portal.post(answer.location)
    assert (done.status_code, done.headers["Cache-Control"]) == (201, "no-store")
    assert "bluebell-101-" in done.text
    assert rows.scalar(select(func.count()).where(Employee.company_id == "bluebell")) == 6


def test_the_page_says_what_is_wrong_with_a_file(portal: Portal) -> None:
    sent = {"file": (io.BytesIO(BAD["postgresql"]), "dump.sql")}
    answer = portal.post("/companies/bluebell/freepbx", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "PostgreSQL" in answer.text
