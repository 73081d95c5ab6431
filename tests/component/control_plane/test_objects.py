"""Every kind of object: made, read, changed, removed; whole references, one space of numbers, right versions."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.features.companies.models import Company
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.models import CompanyObject, ShortNumber
from control_plane.features.versions.models import Version
from tests.component.control_plane.database import company_of, content_of, to
from tests.component.control_plane.objects import PLACE, Office, Sample, samples, settle_office
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

STEPS = [{"name": "a", "do": "label", "label": "round", "then": "a"}]
KINDS_MADE_HERE = [kind.plural for kind in KINDS if kind.creates]


@pytest.fixture
def office(owner: Program, engines: Engines) -> Office:
    return settle_office(owner, engines)


@pytest.fixture(params=KINDS_MADE_HERE)
def sample(office: Office, request: pytest.FixtureRequest) -> Sample:
    return samples(office)[request.param]


def newest(rows: Session) -> Version:
    versions = select(Version).where(Version.company_id == "bluebell").order_by(Version.number.desc())
    return rows.scalars(versions.limit(1)).one()


def test_every_kind_is_made_read_changed_listed_and_removed(
    owner: Program, sample: Sample, rows: Session, engines: Engines
) -> None:
    def state_is_right() -> None:
        company = company_of(rows, engines.settings, "bluebell")
        assert (newest(rows).number, newest(rows).state_hash) == (company.version, company.state_hash)

    place = f"{PLACE}/{sample.plural}"
    answer = owner.ask("POST", place, sample.new)
    assert answer.status == 201, answer.text
    made = answer.json
    assert made["change"]["version"] == newest(rows).number
    state_is_right()
    one = f"{place}/{made['id']}"
    assert owner.get(one) == {name: value for name, value in made.items() if name != "change"}
    changed = owner.patch(one, sample.change)
    assert changed["change"]["version"] == made["change"]["version"] + 1
    for name, value in sample.change.items():
        assert changed[name] == value
    state_is_right()
    assert made["id"] in [each["id"] for each in owner.get(place)["items"]]
    assert owner.ask("PATCH", one, sample.change).code == "nothing-changed"
    owner.delete(one)
    state_is_right()
    assert owner.ask("GET", one).status == owner.ask("DELETE", one).status == 404
    assert owner.ask("PATCH", one, sample.change).status == 404


def test_every_kind_refuses_what_it_does_not_know(owner: Program, sample: Sample, engines: Engines) -> None:
    place = f"{PLACE}/{sample.plural}"
    made = owner.post(place, sample.new)
    before = content_of(engines.database)
    field, value = sample.bad
    attempts = [("POST", place, sample.new), ("PATCH", f"{place}/{made['id']}", {})]
    for method, path, rest in attempts:
        for wrong, names in (({field: value}, field), ({"colour": "red"}, "colour"), ({"id": "mine"}, "id")):
            answer = owner.ask(method, path, rest | wrong)
            assert (answer.status, answer.code) == (422, "invalid"), answer.text
            assert {name.partition(".")[0] for name in answer.fields} == {names}
    assert owner.ask("POST", place, {}).status == 422
    assert content_of(engines.database) == before


def test_every_kind_is_made_once_however_often_it_is_asked_for(owner: Program, sample: Sample) -> None:
    place = f"{PLACE}/{sample.plural}"
    first = owner.post(place, sample.new, Idempotency_Key="once")
    assert owner.post(place, sample.new, Idempotency_Key="once") == first
    assert len([each for each in owner.get(place)["items"] if each["id"] == first["id"]]) == 1


def test_foreign_companies_reach_nothing_of_any_kind(customers: Customers, owner: Program, sample: Sample) -> None:
    made = owner.post(f"{PLACE}/{sample.plural}", sample.new)
    for program, place in ((customers.rival_owner, PLACE), (customers.rival_owner, "/companies/rival")):
        for method in ("GET", "PATCH", "DELETE"):
            body: Any = {} if method == "PATCH" else None
            assert program.ask(method, f"{place}/{sample.plural}/{made['id']}", body).status == 404


def test_lists_come_in_pages_by_name_and_can_be_searched(owner: Program) -> None:
    for name in ("Delta", "Alpha", "Charlie", "Bravo", "Альфа"):
        owner.post(f"{PLACE}/teams", {"name": name})
    first = owner.get(f"{PLACE}/teams?limit=2")
    second = owner.get(f"{PLACE}/teams?limit=3&cursor={first['next_cursor']}")
    assert [team["name"] for team in first["items"]] == ["Alpha", "Bravo"]
    assert [team["name"] for team in second["items"]] == ["Charlie", "Delta", "Альфа"]
    assert second["next_cursor"] is None
    assert [team["name"] for team in owner.get(f"{PLACE}/teams?search=АЛЬ")["items"]] == ["Альфа"]


@pytest.mark.parametrize(
    ("method", "path", "wish", "field"),
    [
        ("POST", "/teams", {"name": "T", "members": [{"kind": "employee", "id": "nobody"}]}, "members.0"),
        (
            "POST",
            "/menus",
            {"name": "M", "choices": [{"digits": "1", "destination": to({"id": "x"}, "team")}]},
            "choices.0.destination",
        ),
        ("POST", "/mailboxes", {"name": "M", "owners": ["nobody"]}, "owners.0"),
        ("POST", "/waiting-lines", {"name": "W", "music": "silence"}, "music"),
        ("POST", "/routes", {"name": "R", "lines": ["none"]}, "lines.0"),
        ("PATCH", "", {"permission": "none"}, "permission"),
        ("PATCH", "/employees/ANNA", {"mailbox": "none"}, "mailbox"),
        ("PATCH", "/numbers/NUMBER", {"hours": "none"}, "hours"),
    ],
)
def test_what_points_to_nothing_is_refused_with_its_field(
    owner: Program, office: Office, engines: Engines, method: str, path: str, wish: dict[str, Any], field: str
) -> None:
    before = content_of(engines.database)
    answer = owner.ask(method, PLACE + path.replace("ANNA", office.anna).replace("NUMBER", office.number), wish)
    assert (answer.status, answer.fields) == (422, {field}), answer.text
    assert content_of(engines.database) == before


def test_what_others_point_to_is_removed_only_when_they_let_go(owner: Program, office: Office, rows: Session) -> None:
    anna = {"kind": "employee", "id": office.anna}
    team = owner.post(f"{PLACE}/teams", {"name": "Sales", "members": [anna]})
    owner.patch(f"{PLACE}/numbers/{office.number}", {"destination": to(team, "team")})
    answer = owner.ask("DELETE", f"{PLACE}/teams/{team['id']}")
    assert (answer.status, answer.code) == (409, "in-use")
    assert answer.json["errors"][0]["field"] == f"number/{office.number}"
    removed = owner.delete(f"{PLACE}/teams/{team['id']}?detach=true")
    version = newest(rows)
    assert removed["change"]["version"] == version.number
    assert [gone["id"] for gone in version.removes] == [team["id"]]
    assert [put["kind"] for put in version.puts] == ["number"]
    assert owner.get(f"{PLACE}/numbers/{office.number}")["destination"] is None


def test_what_cannot_be_without_the_removed_thing_is_named(owner: Program, office: Office, engines: Engines) -> None:
    owner.post(f"{PLACE}/routes", {"name": "Only", "lines": [office.line]})
    before = content_of(engines.database)
    answer = owner.ask("DELETE", f"{PLACE}/lines/{office.line}?detach=true")
    assert (answer.status, answer.code) == (409, "in-use")
    assert "Only" in answer.json["detail"]
    assert content_of(engines.database) == before


@pytest.mark.parametrize(
    ("path", "wish", "field", "holder"),
    [
        ("/teams", {"name": "T", "number": "101"}, "number", "Анна"),
        ("/employees", {"name": "E", "number": "301"}, "number", "Sales"),
        ("/employees", {"name": "E", "number": "703"}, "number", "Park"),
        ("/parkings", {"name": "P", "number": "500", "first_slot": 95}, "first_slot", "Анна"),
        ("/parkings", {"name": "P", "number": "705", "first_slot": 800}, "number", "Park"),
    ],
)
def test_one_short_number_has_one_holder_whatever_its_kind(
    owner: Program, office: Office, rows: Session, path: str, wish: dict[str, Any], field: str, holder: str
) -> None:
    owner.post(f"{PLACE}/teams", {"name": "Sales", "number": "301"})
    owner.post(f"{PLACE}/parkings", {"name": "Park", "number": "700", "first_slot": 701})
    before = set(rows.scalars(select(ShortNumber.number)))
    answer = owner.ask("POST", PLACE + path, wish)
    assert (answer.status, answer.code, answer.fields) == (409, "number-taken", {field})
    assert f"belongs to {holder}" in answer.json["detail"]
    assert set(rows.scalars(select(ShortNumber.number))) == before == {"101", "102", "301", *map(str, range(700, 711))}


def test_a_number_that_was_let_go_may_be_taken(owner: Program, office: Office) -> None:
    team = owner.post(f"{PLACE}/teams", {"name": "Sales", "number": "301"})
    owner.patch(f"{PLACE}/teams/{team['id']}", {"number": None})
    owner.patch(f"{PLACE}/employees/{office.anna}", {"number": "301"})
    owner.patch(f"{PLACE}/teams/{team['id']}", {"number": "101"})
    assert owner.get(f"{PLACE}/teams/{team['id']}")["number"] == "101"


@pytest.mark.parametrize("pin", ["0000", "1234", "9876", "8901", "7373", "123", "12a4", "1" * 13])
def test_weak_pins_are_refused_and_good_ones_never_shown(owner: Program, engines: Engines, pin: str) -> None:
    assert owner.ask("POST", f"{PLACE}/rooms", {"name": "R", "pin": pin}).fields == {"pin"}
    answer = owner.ask("POST", f"{PLACE}/rooms", {"name": "R", "pin": "7319"})
    assert answer.json["has_pin"] is True
    assert answer.json["has_host_pin"] is False
    assert "7319" not in answer.text + repr(content_of(engines.database)["versions"])
    assert owner.patch(f"{PLACE}/rooms/{answer.json['id']}", {"pin": None})["has_pin"] is False


def test_telephone_numbers_are_understood_as_people_write_them_wherever_they_stand(owner: Program) -> None:
    hired = owner.post(
        f"{PLACE}/employees",
        {
            "name": "Anna",
            "number": "101",
            "forward_busy": {"kind": "outside", "number": "8 (916) 123-45-67"},
            "ring_steps": [{"number": "8 916 123 45 67", "after": 5}],
        },
    )
    assert hired["forward_busy"]["number"] == hired["ring_steps"][0]["number"] == "+79161234567"
    answer = owner.ask("PATCH", f"{PLACE}/employees/{hired['id']}", {"ring_steps": [{"number": "abc"}]})
    assert answer.fields == {"ring_steps.0.number"}


def test_the_whole_document_fits_its_schema_and_shows_no_secret(owner: Program, office: Office) -> None:
    for sample in samples(office).values():
        owner.post(f"{PLACE}/{sample.plural}", sample.new)
    schema = owner.get("/document-schema")
    Draft202012Validator.check_schema(schema)
    document = owner.get(f"{PLACE}/document")
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    assert {item["kind"] for item in document["items"]} == {
        *("profile", "employee", "phone", "number", "line", "sound"),
        *(kind.kind.value for kind in KINDS),
    }
    for secret in ("digest", "password", '"pin"'):
        assert secret not in str(document).replace("'", '"')
        assert f'"{secret}"' not in str(schema["$defs"]).replace("'", '"')
    broken = {**document, "items": [{"kind": "team", "data": {"id": "x", "name": "T", "colour": "red"}}]}
    assert list(Draft202012Validator(schema).iter_errors(broken))


def test_every_field_of_every_kind_is_described_or_speaks_for_itself(owner: Program) -> None:
    schema = owner.get("/document-schema")
    team = schema["$defs"]["Team"]["properties"]
    assert team["ring_seconds"]["description"] == "Altogether with ALL, else for each member."
    assert schema["$defs"]["Number"]["properties"]["hours"]["anyOf"][0]["x-refers-to"] == "schedule"


def test_shared_line_of_the_platform_is_lent_by_its_operator_alone(customers: Customers, owner: Program) -> None:
    shared = {"name": "Platform", "host": "sip.example.net", "shared": True, "calls_max": 100}
    line = customers.operator.post("/companies/rival/lines", shared)
    wish = {"name": "City", "platform_line": line["id"], "calls_max": 5}
    assert owner.ask("POST", f"{PLACE}/lines", wish).code == "forbidden"
    lent = customers.operator.post(f"{PLACE}/lines", wish)
    assert (lent["id"], lent["host"], lent["shared"]) == (line["id"], None, True)
    own = owner.post(f"{PLACE}/lines", {"name": "Own", "host": "sip.example.net"})
    for wrong in (own["id"], "none"):
        answer = customers.operator.ask("POST", f"{PLACE}/lines", {"name": "X", "platform_line": wrong})
        assert answer.fields == {"platform_line"}
    assert owner.ask("PATCH", f"{PLACE}/lines/{own['id']}", {"host": None, "shared": True}).fields == {"host"}


def test_change_that_cannot_work_is_refused_in_words_and_an_odd_one_is_warned_of(owner: Program) -> None:
    team = owner.post(f"{PLACE}/teams", {"name": "Sales"})
    place = f"{PLACE}/teams/{team['id']}"
    assert "team-of-nobody" in [warning["code"] for warning in team["change"]["warnings"]]
    answer = owner.ask("PATCH", place, {"overflow": to(team, "team")})
    assert (answer.status, answer.code) == (422, "invalid")
    assert "Sales" in answer.json["detail"]
    menu = {
        "name": "Main",
        "greeting": {"text": "Hello"},
        "choices": [{"digits": "1", "destination": to(team, "team")}],
    }
    assert owner.post(f"{PLACE}/menus", menu)["change"]["warnings"]


def test_a_fault_that_was_there_before_does_not_stop_other_changes(owner: Program, engines: Engines) -> None:
    team = owner.post(f"{PLACE}/teams", {"name": "Sales"})
    with Session(engines.database) as session, session.begin():
        row = session.get_one(CompanyObject, ("bluebell", "team", team["id"]))
        row.data = row.data | {"overflow": to(team, "team")}
        session.execute(update(Company).where(Company.id == "bluebell").values(created_at=now()))
    assert owner.patch(f"{PLACE}/teams/{team['id']}", {"ring_seconds": 30})["ring_seconds"] == 30
