"""Callers who hang up at any step of any path, type like machines, or are led round: generated, each at each step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

import pytest

from tenants.calls import Reason
from tenants.calls.call import Fetched, LineEnd, Waited
from tenants.calls.errand import FaxReceived, GreetingRecorded, LineCallback, MessageGone, MessageLeft
from tenants.calls.memory import Forgetful, Topic
from tenants.model import Company, Sound
from tenants.model.flow import Step
from tenants.model.pin import pin_digest
from tenants.simulate import Answer, Story
from tests.unit.calls.companies import DIGEST
from tests.unit.calls.paths import ANNA, BORIS, MAIN, MOBILE, call, firm, leading_to, made

STEPS_MAX = 60
URL = "https://crm.example.com"
GREETING = {"text": "Hello", "spoken": DIGEST}
BOX = {"kind": "mailbox", "id": "box"}
PIN = pin_digest("acme", "board", "1234")


@dataclass(frozen=True)
class Path:
    """A call that goes through one object in one way."""

    name: str
    company: Company
    presses: tuple[str, ...] = ()
    caller: str = MOBILE
    dials: str = MAIN
    script: dict[str, Any] = field(default_factory=dict)

    def walk(self, **more: Any) -> Story:
        memory = Forgetful()
        kept = {"id": "m0", "file": "m0.wav", "at": 1_772_444_400, "seconds": 5, "number": MOBILE, "name": ""}
        memory.put(Topic.MESSAGES, "box", [kept])
        script = {"memory": memory, **self.script, **more}
        return call(self.company, self.dials, caller=self.caller, presses=self.presses, **script)


def to(kind: str, identifier: str, *extra: Any, main: dict[str, Any] | None = None, **fields: Any) -> Company:
    """The main number leads to an object of this kind; a mailbox, a recorded number and a greeting are there too."""
    thing = made(kind, identifier, **fields)
    box = made("mailbox", "box", number="800", owners=["acme-101"], greeting=GREETING)
    sound = Sound(id="hello", name="Hello", file=DIGEST)
    number = leading_to(kind, identifier, **{"greeting": GREETING, "record": "always", **(main or {})})
    return firm(number, *([] if identifier == "box" else [box]), sound, thing, *extra)


def flow(*steps: dict[str, Any], extra: tuple[Any, ...] = ()) -> Company:
    last = [{"name": "after", "do": "hand", "destination": BOX}]
    return to("flow", "path", *extra, start=steps[0]["name"], steps=[*steps, *last])


def sales(**fields: Any) -> dict[str, Any]:
    return {"agents": [{"employee": "acme-101", "always": True}], "greeting": "hello", "overflow": BOX, **fields}


HOURS = made("schedule", "office", weekly=[{"days": ["tuesday"], "opens": "09:00", "closes": "18:00"}])
MENU: dict[str, Any] = {
    "greeting": GREETING,
    "choices": [{"digits": "1", "destination": BOX}, {"digits": "12", "destination": BOX}],
}
LEFT: dict[str, Any] = {"waits": {"sales": Waited(LineEnd.DIGIT, "1", 2, 30)}}
SILENT = {"answers": {"101": Answer.NO_ANSWER, "102": Answer.NO_ANSWER}}
AFTER = {"then": "after"}
LISTENING: dict[str, Any] = {"caller": "101", "dials": "800"}

OBJECTS = [
    Path("a number that is closed", to("mailbox", "box", HOURS, main={"hours": "office", "closed": BOX}, owners=["x"])),
    Path("a menu that is answered", to("menu", "menu", **MENU), ("1", "")),
    Path("a menu with wrong digits", to("menu", "menu", **MENU, on_wrong=BOX), ("9", "8", "7")),
    Path("a silent caller in a menu", to("menu", "menu", **MENU)),
    Path(
        "a menu with direct dialling",
        to("menu", "menu", **{**MENU, "dial_employees": True}),
        ("1", "0", "2"),
        script=SILENT,
    ),
    Path("a mailbox", to("mailbox", "box", owners=["acme-101"])),
    Path(
        "listening to a mailbox", to("mailbox", "box", number="800", owners=["acme-101"]), ("1", "9", "3"), **LISTENING
    ),
    Path("calling back from a mailbox", to("mailbox", "box", number="800", owners=["acme-101"]), ("4",), **LISTENING),
    Path("a waiting line that is answered", to("waiting-line", "sales", **sales())),
    Path(
        "a waiting line that overflows",
        to("waiting-line", "sales", **sales()),
        script={"waits": {"sales": Waited(LineEnd.FULL)}},
    ),
    Path("a callback", to("waiting-line", "sales", **sales(callback_digit="1")), script=LEFT),
    Path(
        "an exit of a waiting line",
        to("waiting-line", "sales", **sales(exits=[{"digit": "1", "destination": BOX}])),
        script=LEFT,
    ),
    Path("a room with a PIN", to("room", "board", pin=PIN, record=True), ("1", "1234")),
    Path("a fax", to("fax", "fax", email="fax@example.com")),
    Path("a schedule's switch", firm(HOURS, made("schedule", "late", number="555")), caller="101", dials="555"),
    Path("a blocked caller", to("mailbox", "box", made("caller-rule", "r", prefix="+7916"), owners=["x"])),
]
STEPS = [
    Path("say", flow({"name": "a", "do": "say", "prompt": GREETING, **AFTER})),
    Path(
        "ask", flow({"name": "a", "do": "ask", "prompt": GREETING, "into": "x", "wrong": "after", **AFTER}), ("", "7")
    ),
    Path("branch", flow({"name": "a", "do": "branch", "cases": [{"known": False, **AFTER}]})),
    Path("ring", flow({"name": "a", "do": "ring", "destination": ANNA, "otherwise": "after"}), script=SILENT),
    Path(
        "queue",
        flow(
            {"name": "a", "do": "queue", "line": "sales", "otherwise": "after"},
            extra=(made("waiting-line", "sales", **sales()),),
        ),
        script={"waits": {"sales": Waited(LineEnd.TIMED_OUT)}},
    ),
    Path("record", flow({"name": "a", "do": "record", **AFTER})),
    Path("label", flow({"name": "a", "do": "label", "label": "Label", **AFTER})),
    Path("set", flow({"name": "a", "do": "set", "language": "ru", **AFTER})),
    Path(
        "fetch",
        flow({"name": "a", "do": "fetch", "url": URL, "variables": ["x"], **AFTER}),
        script={"services": {URL: Fetched({"x": "1"})}},
    ),
    Path("hand", flow({"name": "a", "do": "hand", "destination": BORIS}), script=SILENT),
    Path("wait", flow({"name": "a", "do": "wait", **AFTER})),
    Path("end", flow({"name": "a", "do": "end", "prompt": GREETING})),
]
PATHS = [*OBJECTS, *STEPS]


def each_step() -> Iterator[Any]:
    """Every path with a caller who hangs up at step 1, 2, … until the story ends by itself."""
    for path in PATHS:
        for step in range(1, path.walk().call.steps + 1):
            yield pytest.param(path, step, id=f"{path.name}-{step}")


def test_every_kind_of_step_is_walked() -> None:
    kinds = {cls.model_fields["do"].annotation.__args__[0] for cls in get_args(get_args(Step)[0])}
    assert {path.name for path in STEPS} == kinds


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_caller_who_stays_is_served_or_told_why(path: Path) -> None:
    told = path.walk()
    assert told.call.steps < STEPS_MAX
    assert told.outcome.over or told.ended_with is told.outcome.reason
    nothing_lost(told)


@pytest.mark.parametrize(("path", "step"), list(each_step()))
def test_hanging_up_at_any_step_ends_the_call_and_loses_nothing(path: Path, step: int) -> None:
    told = path.walk(hang_up_at=step)
    assert told.outcome.over
    assert told.ended_with is None
    assert told.call.steps <= step + 1, "nothing goes on for a caller who is gone"
    assert told.why.count("\n") < 200
    nothing_lost(told)


def nothing_lost(told: Story) -> None:
    """What the node remembers and what was sent on tell the same."""
    kept = {each["id"]: each for each in told.call.memory.get(Topic.MESSAGES, "box") or ()}
    left = [errand for errand in told.errands if isinstance(errand, MessageLeft)]
    gone = [errand for errand in told.errands if isinstance(errand, MessageGone)]
    assert set(kept) == ({"m0"} | {errand.message for errand in left}) - {e.message for e in gone if not e.heard}
    for errand in gone:
        assert not errand.heard or errand.message not in kept or kept[errand.message]["heard"]
    recorded = [errand for errand in told.errands if isinstance(errand, MessageLeft | FaxReceived | LineCallback)]
    done = [decision for decision in told.decisions if decision.reason is Reason.DONE and decision.rule != "waited"]
    assert len(recorded) == len(done)
    assert not any(isinstance(errand, GreetingRecorded) for errand in told.errands)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
@pytest.mark.parametrize("digits", ["1" * 3000, "#" * 3000, "*" * 3000, "0123456789*#" * 250])
def test_digits_as_fast_as_a_machine_sends_end_in_words_or_a_talk(path: Path, digits: str) -> None:
    told = Path(path.name, path.company, (digits,), path.caller, path.dials, path.script).walk()
    assert told.outcome.over or told.ended_with is not None
    assert told.call.steps < 10_000
    nothing_lost(told)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_the_story_tells_every_decision_in_words(path: Path) -> None:
    for line in path.walk().why.splitlines():
        assert line == line.strip()
        assert "None" not in line
        assert "  " not in line


def deep(length: int) -> Company:
    """A menu that leads to a menu that leads to a menu …"""
    choices = [[{"digits": "1", "destination": {"kind": "menu", "id": f"m{i + 1}"}}] for i in range(length)]
    return firm(leading_to("menu", "m0"), *(made("menu", f"m{i}", choices=each) for i, each in enumerate(choices)))


@pytest.mark.parametrize("length", [5, 9, 12, 300])
def test_deep_nesting_ends_at_the_limit_with_words(length: int) -> None:
    told = call(deep(length), presses=["1"] * 1000)
    assert told.ended_with in {Reason.LOOP, Reason.NO_ANSWER}
    assert told.call.handed_on <= 10
