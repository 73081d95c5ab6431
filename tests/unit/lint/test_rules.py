"""One example of each thing that is wrong; a company without it is clean."""

from typing import Any

import pytest

from tenants.lint import CHECKS, Severity, lint
from tenants.model import Company, Profile, TelephonyObject
from tenants.model.pin import pin_digest
from tests.unit.calls.companies import person, phone
from tests.unit.calls.paths import ANNA, BORIS, NOBODY, firm, made

MON = {"days": ["monday"], "opens": "09:00", "closes": "18:00"}
PIN = pin_digest("acme", "x", "1234")
OPEN = made("schedule", "office", weekly=[MON])
AGENT = {"employee": "acme-101", "always": True}


def to(kind: str, identifier: str) -> dict[str, str]:
    return {"kind": kind, "id": identifier}


def menu(identifier: str = "welcome", **fields: Any) -> TelephonyObject:
    usual = {
        "greeting": {"text": "Hi", "spoken": "a" * 64},
        "choices": [{"digits": "1", "destination": ANNA}],
        "on_silence": BORIS,
    }
    return made("menu", identifier, **{**usual, **fields})


def anna(**fields: Any) -> TelephonyObject:
    return made("employee", "acme-101", **{"number": "101", **fields})


def flow(*steps: dict[str, Any], start: str = "") -> TelephonyObject:
    return made("flow", "path", start=start or steps[0]["name"], steps=steps)


def number(identifier: str = "n1", public: str = "+74951112233", **fields: Any) -> TelephonyObject:
    return made("number", identifier, number=public, **{"destination": ANNA, **fields})


def wait(name: str, then: str | None, seconds: int = 5) -> dict[str, Any]:
    return {"name": name, "do": "wait", "seconds": seconds, "then": then}


def branch(**case: Any) -> dict[str, Any]:
    return {"name": "branch", "do": "branch", "cases": [{**case, "then": "end"}]}


END = {"name": "end", "do": "end"}
BOX = made("mailbox", "box", owners=["acme-101"])
WRONG: list[tuple[str, str, tuple[TelephonyObject, ...]]] = [
    ("dangling", "menu/welcome choices.0.destination", (menu(choices=[{"digits": "1", "destination": NOBODY}]),)),
    ("dangling", "schedule-less hours", (number(hours="gone"),)),
    ("dangling", "in a flow", (flow({"name": "a", "do": "queue", "line": "gone"}),)),
    ("number-taken", "an employee and a team", (made("team", "team", number="101", members=[ANNA]),)),
    ("number-taken", "a parking's slot", (made("parking", "park", number="700", first_slot=101, slots=2),)),
    ("number-taken", "the same number outside", (number("n1"), number("n2"))),
    ("code-taken", "the code of another service", (made("short-code", "c", service="echo", code="*72"),)),
    ("code-taken", "two own ones", tuple(made("short-code", s, service=s, code="*33") for s in ("echo", "clock"))),
    ("code-hidden", "begins like another one", (made("short-code", "c", service="echo", code="*721"),)),
    ("hides-emergency", "the number of help", (person("acme", "112", "Clara"), phone("acme", "112"))),
    (
        "never-arrives",
        "two who forward to each other",
        (anna(forward_always=BORIS), made("employee", "acme-102", number="102", forward_always=ANNA)),
    ),
    ("never-arrives", "an empty menu that leads to itself", (menu(choices=[], on_silence=to("menu", "welcome")),)),
    (
        "goes-round",
        "two who forward unanswered calls",
        (anna(forward_no_answer=BORIS), made("employee", "acme-102", number="102", forward_no_answer=ANNA)),
    ),
    (
        "goes-round",
        "overflow in a circle",
        (
            made("team", "a", members=[ANNA], overflow=to("team", "b")),
            made("team", "b", members=[ANNA], overflow=to("team", "a")),
        ),
    ),
    ("never-open", "without hours", (made("schedule", "s"),)),
    ("unknown-calendar", "no such country", (made("schedule", "s", weekly=[MON], holidays={"country": "XX"}),)),
    (
        "unknown-calendar",
        "no such region",
        (made("schedule", "s", weekly=[MON], holidays={"country": "DE", "region": "ZZ"}),),
    ),
    ("unknown-time-zone", "no such zone", (Profile(id="acme", name="Acme", time_zone="Moon/Crater"),)),
    ("twice-open", "spans that overlap", (made("schedule", "s", weekly=[MON, {**MON, "opens": "12:00"}]),)),
    ("menu-without-choices", "leads nowhere", (menu(choices=[], on_silence=None),)),
    ("menu-without-way-out", "silence", (menu(on_silence=None),)),
    ("menu-without-greeting", "silent menu", (menu(greeting=None),)),
    ("choice-twice", "digit", (menu(choices=[{"digits": "1", "destination": ANNA}] * 2),)),
    (
        "choice-hides-number",
        "short number",
        (menu(choices=[{"digits": "101", "destination": BORIS}], dial_employees=True),),
    ),
    ("mailbox-nobody-hears", "nobody's", (made("mailbox", "box"),)),
    (
        "mailbox-loses-messages",
        "deleted after a mail without them",
        (made("mailbox", "box", email="a@b.example", attach=False, delete_after_mail=True),),
    ),
    ("mailbox-without-mail", "no address", (made("mailbox", "box", owners=["acme-101"], delete_after_mail=True),)),
    ("number-leads-nowhere", "no destination", (number(destination=None),)),
    ("nowhere-to-send", "anonymous callers", (number(anonymous="send"),)),
    ("nowhere-to-send", "a rule", (made("caller-rule", "r", prefix="+7900", treatment="send"),)),
    ("closed-without-hours", "number", (number(closed=BORIS),)),
    ("text-not-spoken", "a menu's greeting", (menu(greeting={"text": "Press one."}),)),
    ("text-not-spoken", "deep in a flow", (flow({"name": "a", "do": "say", "prompt": {"text": "Hello"}}),)),
    ("blocks-everybody", "rule", (made("caller-rule", "r", prefix="+"),)),
    ("forwards-to-self", "always", (anna(forward_always=ANNA),)),
    ("forwards-to-self", "when busy", (anna(forward_busy=ANNA),)),
    ("own-secretary", "boss", (anna(secretary="acme-101"),)),
    ("no-phone", "nobody can reach them", (person("acme", "103", "Clara"),)),
    ("strange-phone", "of somebody else", (anna(ring_steps=[{"phone": "acme-phone-102-1"}]),)),
    ("after-hours-without-hours", "person", (anna(after_hours=BORIS),)),
    ("team-of-nobody", "empty", (made("team", "team"),)),
    ("team-in-itself", "directly", (made("team", "team", members=[ANNA, to("team", "team")]),)),
    (
        "team-in-itself",
        "through another",
        (made("team", "a", members=[to("team", "b")]), made("team", "b", members=[to("team", "a")])),
    ),
    ("member-cannot-ring", "a mailbox in a team", (made("team", "team", members=[to("mailbox", "box")]), BOX)),
    ("never-recorded", "team", (anna(record="denied"), made("team", "team", members=[ANNA], record="always"))),
    ("line-without-agents", "empty", (made("waiting-line", "sales"),)),
    ("line-without-skill", "none can", (made("waiting-line", "sales", agents=[AGENT], skill="french"),)),
    ("waits-for-ever", "nobody comes", (made("waiting-line", "sales", join_without_agents=True),)),
    (
        "exit-is-callback",
        "digit",
        (
            made(
                "waiting-line",
                "sales",
                agents=[AGENT],
                exits=[{"digit": "1", "destination": BORIS}],
                callback_digit="1",
            ),
        ),
    ),
    (
        "exit-twice",
        "digit",
        (made("waiting-line", "sales", agents=[AGENT], exits=[{"digit": "1", "destination": BORIS}] * 2),),
    ),
    ("agent-twice", "agent", (made("waiting-line", "sales", agents=[AGENT, AGENT]),)),
    (
        "line-never-recorded",
        "agent",
        (anna(record="denied"), made("waiting-line", "sales", agents=[AGENT], record="always")),
    ),
    ("room-without-host", "all wait", (made("room", "board", wait_for_host=True),)),
    ("same-pin", "guests are hosts", (made("room", "board", pin=PIN, host_pin=PIN),)),
    ("paging-nobody", "empty", (made("paging", "all", number="900"),)),
    ("allows-nothing", "class", (made("permission", "p", types=[]),)),
    ("allowed-and-denied", "prefix", (made("permission", "p", allowed=["+7900"], denied=["+7900"]),)),
    ("route-without-length", "rule", (made("route", "r", lines=["acme-line-1"], length_min=12, length_max=11),)),
    (
        "route-lines-off",
        "rule",
        (made("route", "r", lines=["off"]), made("line", "off", host="10.0.0.1", disabled=True)),
    ),
    ("step-missing", "then", (flow(wait("a", "gone")),)),
    ("step-missing", "case", (flow({"name": "a", "do": "branch", "cases": [{"then": "gone"}]}),)),
    ("no-start", "start", (flow(wait("a", None), start="gone"),)),
    ("step-unreached", "island", (flow(wait("a", None), wait("b", None)),)),
    (
        "endless-steps",
        "set",
        (flow({"name": "a", "do": "label", "label": "x", "then": "b"}, {"name": "b", "do": "set", "then": "a"}),),
    ),
    ("endless-steps", "a wait of nothing", (flow(wait("a", "a", 0)),)),
    (
        "steps-go-round",
        "perhaps",
        (flow({"name": "a", "do": "branch", "cases": [{"anonymous": True, "then": "a"}], "otherwise": "end"}, END),),
    ),
    (
        "case-unreached",
        "after one that always holds",
        (flow({"name": "a", "do": "branch", "cases": [{"then": "end"}, {"known": True, "then": "end"}]}, END),),
    ),
    ("variable-never-set", "nobody sets it", (flow({**branch(variable="code", equals="1")}, END),)),
    (
        "step-leaves-flow",
        "rings a mailbox",
        (flow({"name": "a", "do": "ring", "destination": to("mailbox", "box")}), BOX),
    ),
]
RIGHT: list[tuple[TelephonyObject, ...]] = [
    (),
    (menu(dial_employees=True), OPEN, number(hours="office", closed=to("menu", "welcome"))),
    (anna(mailbox="box", forward_busy=BORIS), made("mailbox", "box")),
    (made("team", "team", number="200", members=[ANNA, BORIS], overflow=to("mailbox", "box")), BOX),
    (made("waiting-line", "sales", agents=[AGENT], exits=[{"digit": "1", "destination": BORIS}], callback_digit="2"),),
    (made("parking", "park", number="700", first_slot=701, slots=10),),
    (made("short-code", "c", service="pickup", code="*88"),),
    (made("short-code", "c", service="echo"), made("short-code", "d", service="clock", code="*43")),
    (made("room", "board", pin=PIN, host_pin="0" * 64, wait_for_host=True),),
    (flow(wait("a", "b"), wait("b", "a")),),
    (made("schedule", "s", weekly=[MON, {**MON, "opens": "18:00", "closes": "20:00"}], holidays={"country": "RU"}),),
    (made("schedule", "s", days=[{"date": "2026-06-12", "spans": [{"opens": "10:00", "closes": "12:00"}]}]),),
    (person("acme", "999", "Clara"), phone("acme", "999")),
]


def codes(company: Company) -> set[str]:
    return {finding.code for finding in lint(company)}


@pytest.mark.parametrize(("code", "example", "objects"), WRONG, ids=[f"{code}-{example}" for code, example, _ in WRONG])
def test_what_is_wrong_is_found(code: str, example: str, objects: tuple[TelephonyObject, ...]) -> None:
    assert code in codes(firm(*objects))


@pytest.mark.parametrize("objects", RIGHT)
def test_what_is_right_is_left_alone(objects: tuple[TelephonyObject, ...]) -> None:
    assert [finding.text for finding in lint(firm(*objects))] == []


def test_each_check_has_an_example() -> None:
    assert {code for code, *_ in WRONG} == set(CHECKS)


@pytest.mark.parametrize(("code", "example", "objects"), WRONG, ids=[f"{code}-{example}" for code, example, _ in WRONG])
def test_every_finding_says_where_and_what(code: str, example: str, objects: tuple[TelephonyObject, ...]) -> None:
    for finding in lint(firm(*objects)):
        assert finding.text
        assert "%(" not in finding.text
        assert finding.template in {check.template for check in CHECKS.values()}


def test_errors_come_first() -> None:
    severities = [f.severity for f in lint(firm(menu(on_silence=None), number(hours="gone")))]
    assert severities == [Severity.ERROR, Severity.WARNING]


def test_the_place_is_written_as_the_api_does() -> None:
    (finding,) = lint(firm(menu(choices=[{"digits": "1", "destination": NOBODY}])))
    assert (finding.kind, finding.id, finding.place) == ("menu", "welcome", "choices.0.destination")
    assert finding.text == "Welcome points to something that does not exist: employee nobody. Choose another one."
