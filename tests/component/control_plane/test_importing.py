"""Many employees at once: tried first, then all or none, in one version, and out again as a table."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.database import content_of
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import Answer, Customers, Program
from tests.kit.engines import Engines

ROWS = [
    {"number": "101", "name": "Anna"},
    {"number": "102", "name": "Boris", "phones": [{"label": "A"}, {"label": "B"}]},
]
BAD: list[Any] = [
    {"number": "101", "name": "Anna"},
    {"number": "1", "name": "Boris"},
    {"number": "101", "name": "Clara"},
    {"number": "104", "name": "", "ring_seconds": "long"},
    {"name": "Nobody"},
    {"number": "301", "name": "Sales"},
    {"number": "106", "name": "Zoë", "colour": "red"},
]


def send(program: Program, content: bytes, question: str = "", kind: str = "text/csv") -> Answer:
    headers = {"Authorization": f"Bearer {program.token}"}
    client = program.app.test_client()
    path = f"/api/v1{PLACE}/employees/import-file{question}"
    return Answer.of(client.post(path, data=content, content_type=kind, headers=headers))


def people(program: Program) -> dict[str, str]:
    return {each["number"]: each["name"] for each in program.get(f"{PLACE}/employees?limit=500")["items"]}


def test_import_is_one_version_and_passwords_are_shown_once(owner: Program) -> None:
    version = owner.get(PLACE)["version"]
    done = owner.post(f"{PLACE}/employees/import", {"rows": ROWS})
    assert (done["added"], done["changed"], done["change"]["version"]) == (2, 0, version + 1)
    assert [len(each["phones"]) for each in done["employees"]] == [1, 2]
    passwords = [phone["password"] for each in done["employees"] for phone in each["phones"]]
    assert len({*passwords}) == 3
    assert people(owner) == {"101": "Anna", "102": "Boris"}
    assert "password" not in owner.ask("GET", f"{PLACE}/phones").text
    summary = owner.get(f"{PLACE}/versions/{version + 1}")["summary"]
    assert summary == "Table imported: 2 employees added, 0 changed"


def test_who_is_there_is_changed_by_number_and_keeps_everything_else(owner: Program) -> None:
    anna = owner.post(f"{PLACE}/employees", {"name": "Anna", "number": "101", "email": "anna@example.com"})
    done = owner.post(f"{PLACE}/employees/import", {"rows": [{"number": "101", "name": "Anya"}, ROWS[1]]})
    assert (done["added"], done["changed"], done["unchanged"]) == (1, 1, 0)
    now = owner.get(f"{PLACE}/employees/{anna['id']}")
    assert (now["name"], now["email"], len(now["phones"])) == ("Anya", "anna@example.com", 1)
    again = owner.post(f"{PLACE}/employees/import", {"rows": [{"number": "101", "name": "Anya"}]})
    assert (again["unchanged"], again["change"]) == (1, None)


def test_dry_run_lists_every_fault_with_its_place_and_changes_nothing(owner: Program, engines: Engines) -> None:
    owner.post(f"{PLACE}/teams", {"name": "Sales", "number": "301", "members": []})
    before = content_of(engines.database)
    tried = owner.post(f"{PLACE}/employees/import?dry_run=true", {"rows": BAD})
    assert {(fault["place"], fault["code"]) for fault in tried["faults"]} >= {
        ("row 2, number", "string-pattern-mismatch"),
        ("row 3, number", "number-twice"),
        ("row 4, name", "string-too-short"),
        ("row 4, ring_seconds", "int-parsing"),
        ("row 5, number", "missing"),
        ("row 6, number", "number-taken"),
        ("row 7, colour", "extra-forbidden"),
    }
    assert not any(fault["place"].startswith("row 1,") for fault in tried["faults"])
    assert all(fault["message"] for fault in tried["faults"])
    assert content_of(engines.database) == before
    refused = owner.ask("POST", f"{PLACE}/employees/import", {"rows": BAD})
    assert (refused.status, refused.code) == (422, "invalid")
    assert "row 3, number" in refused.fields
    assert content_of(engines.database) == before


def test_dry_run_of_good_rows_says_what_would_be_done_and_tells_no_password(owner: Program, engines: Engines) -> None:
    before = content_of(engines.database)
    tried = owner.post(f"{PLACE}/employees/import?dry_run=true", {"rows": ROWS})
    assert (tried["added"], tried["faults"], tried["employees"], tried["change"]) == (2, [], [], None)
    assert content_of(engines.database) == before


def test_same_key_imports_once_and_tells_the_same_passwords(owner: Program) -> None:
    first = owner.post(f"{PLACE}/employees/import", {"rows": ROWS}, Idempotency_Key="monday")
    assert owner.post(f"{PLACE}/employees/import", {"rows": ROWS}, Idempotency_Key="monday") == first


def test_table_of_an_office_is_imported_and_its_export_changes_nothing(owner: Program) -> None:
    table = "Номер;ФИО;Телефоны\n101;Анна Иванова;Стол; \n102;=1+1;\n".encode("cp1251")
    done = send(owner, table)
    assert done.status == 200, done.text
    assert people(owner) == {"101": "Анна Иванова", "102": "=1+1"}
    for form, kind in (("csv", "text/csv"), ("xlsx", "application/octet-stream")):
        for language in ("en", "ru"):
            response = owner.app.test_client().get(
                f"/api/v1{PLACE}/employees/export?format={form}&language={language}",
                headers={"Authorization": f"Bearer {owner.token}"},
            )
            assert response.status_code == 200
            again = send(owner, response.data, "?dry_run=true", kind)
            assert again.status == 200, again.text
            assert (again.json["added"], again.json["faults"]) == (0, [])


def test_workbook_with_formulas_comes_out_as_text(owner: Program) -> None:
    book = Workbook()
    book.active.append(["number", "name"])
    book.active.append([101, '=HYPERLINK("http://evil.example")'])
    kept = io.BytesIO()
    book.save(kept)
    assert send(owner, kept.getvalue()).status == 200
    response = owner.app.test_client().get(
        f"/api/v1{PLACE}/employees/export?format=xlsx", headers={"Authorization": f"Bearer {owner.token}"}
    )
    cell = load_workbook(io.BytesIO(response.data)).active["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil.example")')


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04nonsense", b"name\nAnna\n", b"\xff\xfe", b"number\n" + b"9\n" * 6000]
)
def test_file_that_is_no_table_is_refused_in_words(owner: Program, content: bytes) -> None:
    answer = send(owner, content)
    assert (answer.status, answer.code) == (422, "invalid")
    assert answer.json["detail"]


def test_strangers_neither_import_nor_export(customers: Customers) -> None:
    assert customers.rival_owner.ask("POST", f"{PLACE}/employees/import", {"rows": ROWS}).status == 404
    assert customers.rival_owner.ask("GET", f"{PLACE}/employees/export").status == 404
    assert customers.developer.ask("POST", f"{PLACE}/employees/import", {"rows": ROWS}).status == 403


def test_table_is_checked_and_imported_on_a_page(portal: Portal, owner: Program) -> None:
    page = f"{PLACE}/employees/import"
    table = "Номер;ФИО\n101;Анна Иванова\n1;Борис\n".encode("cp1251")

    def upload(content: bytes, button: str) -> Any:
        return portal.post(page, data={"table": (io.BytesIO(content), "people.csv"), button: "yes"})

    assert portal.get(f"{PLACE}/employees").text.count(page) == 1
    checked = upload(table, "check")
    assert (checked.status_code, "row 3, number" in checked.text) == (200, True)
    assert upload(table, "import").status_code == 422
    assert people(owner) == {}
    good = table.replace(b"\n1;", b"\n102;")
    assert "To be added: 2" in upload(good, "check").text
    assert people(owner) == {}
    done = upload(good, "import")
    assert (done.status_code, done.headers["Cache-Control"]) == (200, "no-store")
    assert people(owner) == {"101": "Анна Иванова", "102": "Борис"}
    assert done.text.count("<code>") >= 2
    assert portal.get(f"{PLACE}/employees/export?format=csv").data.startswith(b"\xef\xbb\xbfnumber;")
    assert upload(b"", "import").status_code == 422
