"""Wrong, oversized and malicious input: a clear refusal that names the field, and nothing has changed."""

import json
from typing import Any

import pytest

from tests.component.control_plane.database import content_of
from tests.kit.customers import Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"
# What no name may be: code points that break lines, hide, turn text round, or that no database takes.
NO_NAMES = [
    *("", " ", "a\x00b", "a\r\nb", "a\nb", "a\tb", "\x1b[31m", "\x7f", "a\u0085b", "a\u2028b", "a\u202eb", "a\u2066b"),
    *("\ufeffa", "a\ue000", "a\U0010ffff", "\ud800", "a\udfffb", "a\u200bb", "x" * 101, "x" * 10_000),
    # In the normal form these are twice as long.
    "\u0958" * 100,
    *(None, 7, 1.5, True, [], ["a"], {}, {"name": "a"}),
]
NO_SHORT_NUMBERS: list[Any] = [
    *(
        "",
        "1",
        "1234567",
        "10a",
        " 101",
        "101 ",
        "101\n",
        "101\x00",
        "-101",
        "+101",
        "1e2",
        "١٠١",
        "１０１",
        "100&Local/900@x",
    ),
    *("101,102", "101;x", "${EXTEN}", "101' OR '1'='1", "../101", "\ud800", "1" * 10_000, None, 101, [], {}),
]
NO_OUTSIDE_NUMBERS = [
    *(
        "",
        "abc",
        "123",
        "+0",
        "+",
        "+7",
        "+1234567890123456",
        "100&Local/900@x",
        "+7495123\x0000",
        "+74951230001\r\nX: y",
    ),
    *("+7 495 123-00-01 ext. 5", "tel:+74951230001", "٠١٢٣٤٥٦٧٨٩", "\ud800", "9" * 10_000, 74951230001, [], {}),
    # A number of one town, without the area code.
    *("123-00-01", "+49 115"),
]
NO_SECONDS = [4, 181, -1, 0, 10**30, 1e308, 20.5, "", "twenty", "20s", [], {}, None, True, float("inf"), float("nan")]
NO_HOSTS: list[Any] = [
    "",
    "a b",
    "a;b",
    "a/b",
    "a@b",
    "[::1]",
    "-a",
    "a-",
    "a\nb",
    "a\x00",
    "x" * 300,
    "sip:example.net",
    None,
    5,
    [],
]
NO_IDS = ["", "A", "a b", "a\x00b", "../x", "\ud800", "x" * 10_000, 5, [], {}]
NO_DESTINATIONS = [
    *({"kind": "employee", "id": bad} for bad in (*NO_IDS, None)),
    *({"kind": "outside", "number": bad} for bad in (*NO_OUTSIDE_NUMBERS, None)),
    *(
        {"kind": "employee", "id": "nobody"},
        {"kind": "castle", "id": "x"},
        {"kind": "team"},
        {"id": "x"},
        {},
        [],
        "x",
        7,
    ),
    {"kind": "employee", "id": "EMPLOYEE", "number": "+74951230009"},
]

EMPLOYEE: dict[str, Any] = {"name": "Anna", "number": "101"}
LINE: dict[str, Any] = {"name": "City", "host": "sip.example.net"}
COMPANY: dict[str, Any] = {"id": "fresh", "name": "Fresh"}
NUMBER: dict[str, Any] = {"number": "+74951230009"}


def cases() -> list[Any]:
    """One test per route and field, with all its bad values."""
    corpus: list[tuple[str, str, dict[str, Any], str, list[Any]]] = [
        ("POST", f"{PLACE}/employees", EMPLOYEE, "name", NO_NAMES),
        ("POST", f"{PLACE}/employees", EMPLOYEE, "number", NO_SHORT_NUMBERS),
        ("POST", f"{PLACE}/employees", EMPLOYEE, "ring_seconds", NO_SECONDS),
        ("POST", f"{PLACE}/employees", EMPLOYEE, "outside_number", NO_OUTSIDE_NUMBERS[1:]),
        ("POST", f"{PLACE}/employees", EMPLOYEE, "phones", [None, "Desk", {}, [7], [{"label": "\n"}], [{}] * 11]),
        ("PATCH", f"{PLACE}/employees/EMPLOYEE", {}, "name", [n for n in NO_NAMES if n is not None]),
        ("PATCH", f"{PLACE}/employees/EMPLOYEE", {}, "number", [n for n in NO_SHORT_NUMBERS if n is not None]),
        ("PATCH", f"{PLACE}/employees/EMPLOYEE", {}, "ring_seconds", [n for n in NO_SECONDS if n is not None]),
        ("POST", f"{PLACE}/phones", {"label": "Desk"}, "employee_id", [*NO_IDS, None]),
        ("POST", f"{PLACE}/phones", {"employee_id": "EMPLOYEE"}, "label", NO_NAMES),
        ("PATCH", f"{PLACE}/phones/PHONE", {}, "label", NO_NAMES),
        ("POST", f"{PLACE}/numbers", {}, "number", [*NO_OUTSIDE_NUMBERS, None]),
        ("POST", f"{PLACE}/numbers", NUMBER, "label", [n for n in NO_NAMES if n is not None]),
        ("POST", f"{PLACE}/numbers", NUMBER, "destination", NO_DESTINATIONS),
        ("PATCH", f"{PLACE}/numbers/NUMBER", {}, "destination", NO_DESTINATIONS),
        ("POST", f"{PLACE}/lines", LINE, "name", NO_NAMES),
        ("POST", f"{PLACE}/lines", LINE, "host", NO_HOSTS),
        ("POST", f"{PLACE}/lines", LINE, "port", [0, 65536, -1, 10**30, "x", 1.5, [], None]),
        ("POST", f"{PLACE}/lines", LINE, "transport", ["", "sctp", "UDP", 1, [], None]),
        ("POST", f"{PLACE}/lines", LINE, "authentication", ["", "none", 1, []]),
        ("POST", f"{PLACE}/lines", LINE, "username", ["", "a b", "a@b", "a\nb", "a\x00", "x" * 65, "ü", 5, []]),
        ("POST", f"{PLACE}/lines", LINE, "password", ["", "a b", "a\nb", "a\x00", "пароль", "x" * 129, 5, []]),
        ("POST", f"{PLACE}/lines", LINE, "caller_number", NO_OUTSIDE_NUMBERS[1:]),
        ("PATCH", PLACE, {}, "name", [n for n in NO_NAMES if n is not None]),
        ("PATCH", PLACE, {}, "language", ["", "de", "EN", 5, []]),
        ("PATCH", PLACE, {}, "country", ["", "ru", "RUS", "R", "XX", "РФ", 5]),
        ("PATCH", PLACE, {}, "time_zone", ["", "Mars/Base", "../etc/passwd", "UTC\x00", "\ud800", "x" * 65, 5]),
        ("POST", "/companies", COMPANY, "id", ["", "A", "1a", "a", "a" * 31, "a b", "a/b", "a\n", "a\x00", None, 5]),
        ("POST", "/companies", COMPANY, "name", NO_NAMES),
    ]
    return [pytest.param(*case, id=f"{case[0]} {case[1].removeprefix(PLACE)} {case[3]}") for case in corpus]


@pytest.fixture
def settled(customers: Any) -> Program:
    """A program that may do everything, and a company with one of each."""
    return customers.operator  # type: ignore[no-any-return]


@pytest.fixture
def places(settled: Program) -> dict[str, str]:
    hired = settled.post(f"{PLACE}/employees", {"name": "Here", "number": "900"})
    number = settled.post(f"{PLACE}/numbers", {"number": "+74951230000"})
    return {"EMPLOYEE": hired["id"], "PHONE": hired["phones"][0]["id"], "NUMBER": number["id"]}


@pytest.mark.parametrize(("method", "path", "rest", "field", "values"), cases())
def test_bad_value_is_refused_by_the_name_of_its_field(
    settled: Program,
    engines: Engines,
    places: dict[str, str],
    method: str,
    path: str,
    rest: dict[str, Any],
    field: str,
    values: list[Any],
) -> None:
    for name, found in places.items():
        path = path.replace(name, found)
        rest = json.loads(json.dumps(rest).replace(name, found))
    before = content_of(engines.database)
    for value in values:
        answer = settled.ask(method, path, json.dumps(rest | {field: value}).encode())
        assert answer.status == 422, (value, answer.text[:300])
        assert answer.code in ("invalid", "not-a-number")
        assert {name.partition(".")[0] for name in answer.fields} == {field}, value
        assert len(answer.text) < 2000
    assert content_of(engines.database) == before


NAMES = [
    "🔔 Bell",
    "👨‍👩‍👧‍👦",
    "Анна Иванова",
    "José",
    "نرگس",
    "100&Local/900@x",
    "<script>alert(1)</script>",
    "O'Brien; --",
    "x" * 100,
]


@pytest.mark.parametrize("name", NAMES)
def test_name_in_any_language_and_with_emoji_is_kept_as_it_was_written(owner: Program, name: str) -> None:
    hired = owner.post(f"{PLACE}/employees", {"name": name, "number": "101"})
    assert owner.get(f"{PLACE}/employees/{hired['id']}")["name"] == name


BODIES = [
    *(b"", b" ", b"{", b"nonsense", b'{"name": "a",}', b"'a'", b"\xff\xfe", b'{"name": "\xed\xa0\x80"}', b"\x00"),
    *(b"null", b"[]", b'"text"', b"7", b"true", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5000, b"NaN"),
    *(b'{"name": 1e999}', b'{"unknown": 1}', b'{"name": "a", "__proto__": {}}', b'{"": ""}'),
]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/companies"),
        ("PATCH", PLACE),
        ("POST", f"{PLACE}/employees"),
        ("PATCH", f"{PLACE}/employees/EMPLOYEE"),
        ("POST", f"{PLACE}/phones"),
        ("PATCH", f"{PLACE}/phones/PHONE"),
        ("POST", f"{PLACE}/numbers"),
        ("PATCH", f"{PLACE}/numbers/NUMBER"),
        ("POST", f"{PLACE}/lines"),
    ],
)
def test_body_that_is_no_request_changes_nothing(
    settled: Program, engines: Engines, places: dict[str, str], method: str, path: str
) -> None:
    for name, found in places.items():
        path = path.replace(name, found)
    before = content_of(engines.database)
    for body in BODIES:
        answer = settled.ask(method, path, body)
        assert answer.status in (400, 409, 422), (body[:50], answer.text[:300])
        assert answer.code in ("malformed", "invalid", "nothing-changed")
        assert len(answer.text) < 2000
    answer = settled.ask(method, path, b'{"name": "%s"}' % (b"x" * 1_500_000))
    assert (answer.status, answer.code) == (413, "too-large")
    assert content_of(engines.database) == before


ADDRESSES = [
    *(
        "/employees?limit=0",
        "/employees?limit=501",
        "/employees?limit=x",
        "/employees?limit=1e3",
        "/employees?nosuch=1",
    ),
    *(
        "/employees?search=" + "x" * 101,
        "/employees?search=%00",
        "/employees?cursor=x",
        "/employees?cursor=" + "W" * 600,
    ),
    *("/phones?cursor=WyJcdWQ4MDAiXQ", "/numbers?cursor=WyJcdTAwMDAiXQ", "/versions?cursor=WyLCsiJd"),
    *("/versions?cursor=WyJ4Il0", "/versions/1?wait=6", "/versions/1?wait=-1", "/versions/1?wait=nan"),
    *("/calls?since=yesterday", "/calls?since=2026-01-01T00:00:00", "/calls?result=x", "/calls?cursor=WyJ4IiwieSJd"),
    *("/calls?employee=%00", "/lines?cursor=bnVsbA", "/lines?cursor=W10"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_bad_question_is_refused_by_the_name_of_its_field(owner: Program, address: str) -> None:
    answer = owner.ask("GET", PLACE + address)
    assert (answer.status, answer.code) == (422, "invalid")


@pytest.mark.parametrize("thing", ["%00", "a%00b", "%ff", "%ed%a0%80", "..%2f", "x" * 5000, "%F0%9F%94%94"])
@pytest.mark.parametrize("kind", ["employees", "phones", "numbers", "lines", "calls", "versions"])
def test_made_up_id_leads_nowhere(owner: Program, kind: str, thing: str) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        answer = owner.ask(method, f"{PLACE}/{kind}/{thing}", {} if method == "PATCH" else None)
        assert answer.status in (404, 405, 422)


@pytest.mark.parametrize("number", ["0", "99", str(10**12), str(10**30), "9" * 5000])
def test_version_that_never_was_is_missing(owner: Program, number: str) -> None:
    assert owner.ask("GET", f"{PLACE}/versions/{number}").status == 404
