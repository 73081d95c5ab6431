"""Yesterday's call on tomorrow's configuration: from the facts that a node sent."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.kit.customers import Customers, Program
from tests.kit.reporter import Reporter
from wire.facts import Decision, Fact, FactKind, Facts, Leg, Party
from wire.reports import ReportOp

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CALL = "n1:1772442000.1"
LEFT = "Anna's box: left one of 5 s"


class Told:
    """A company whose Anna 101 did not answer Boris 102, so that he left a message."""

    def __init__(self, owner: Program, node: Reporter) -> None:
        self.owner, self.node = owner, node
        self.anna, self.boris = (
            owner.post("/companies/bluebell/employees", {"name": name, "number": number})
            for name, number in (("Anna", "101"), ("Boris", "102"))
        )
        box = owner.post("/companies/bluebell/mailboxes", {"name": "Anna's box", "number": "800"})["id"]
        changed = owner.patch(f"/companies/bluebell/employees/{self.anna['id']}", {"mailbox": box})
        self.version = changed["change"]["version"]
        self.box = box

    def facts(self, **witness: Any) -> Facts:
        login = self.anna["phones"][0]["login"]
        seen = [
            {"what": "busy", "about": [self.anna["id"]]},
            {"what": "ring", "about": [login], "answer": "no-answer", "seconds": 20.1, "data": "[20]"},
            {"what": "record", "seconds": 5},
        ]
        told = {
            "version": self.version,
            "at": AT,
            "dialled": "101",
            "employee": self.boris["id"],
            "phone": self.boris["phones"][0]["login"],
            "seen": seen,
        } | witness
        decisions = (
            Decision(object_kind="employee", object_id=self.anna["id"], rule="dialled-employee", text="Anna"),
            Decision(object_kind="employee", object_id=self.anna["id"], rule="ring", result="no-answer", text="Anna"),
            Decision(
                object_kind="mailbox",
                object_id=self.box,
                rule="message",
                result="done",
                text="Anna's box: left one of 5 s",
            ),
        )
        leg = Leg(id="1772442000.1", party=Party.PHONE, party_id=told["phone"], dialled="101")
        facts: list[Fact] = [
            Fact(id="n1/c/1", call=CALL, company="bluebell", kind=FactKind.LEG_STARTED, at=AT, leg=leg),
            *(
                Fact(
                    id=f"n1/d/1772442000.1/7.{number}",
                    call=CALL,
                    company="bluebell",
                    kind=FactKind.DECISION,
                    at=AT + timedelta(seconds=number),
                    decision=decision.model_copy(update={"version": self.version}),
                )
                for number, decision in enumerate(decisions, start=1)
            ),
            Fact(id="n1/c/2", call=CALL, company="bluebell", kind=FactKind.CALL_ENDED, at=AT + timedelta(seconds=30)),
            Fact.model_validate(
                {
                    "id": "n1/d/1772442000.1/7.witness",
                    "call": CALL,
                    "company": "bluebell",
                    "kind": "call.witnessed",
                    "at": AT + timedelta(seconds=30),
                    "witness": told,
                }
            ),
        ]
        return Facts(facts=tuple(facts))

    def happen(self, **witness: Any) -> str:
        """The call's id."""
        answer = self.node.report(ReportOp.FACTS, self.facts(**witness))
        assert answer.status == 200, answer.text
        return str(self.owner.get("/companies/bluebell/calls")["items"][0]["id"])

    def again(self, call: str, wish: object = None) -> Any:
        return self.owner.post(f"/companies/bluebell/calls/{call}/replay", wish or {})


@pytest.fixture
def told(customers: Customers, node: Reporter) -> Told:
    return Told(customers.owner, node)


def test_the_simulator_decides_on_the_old_version_what_was_decided_then(told: Told) -> None:
    replay = told.again(told.happen())
    (run,) = replay["runs"]
    assert (run["complete"], run["faithful"], run["unfaithful"]) == (True, True, None)
    assert (replay["then_version"], replay["same"], run["difference"]) == (told.version, True, None)


def test_the_newest_version_is_asked_and_the_difference_is_said_in_words(told: Told) -> None:
    call = told.happen()
    clara = told.owner.post("/companies/bluebell/employees", {"name": "Clara", "number": "103"})
    told.owner.patch(
        f"/companies/bluebell/employees/{told.anna['id']}", {"forward_always": {"kind": "employee", "id": clara["id"]}}
    )
    replay = told.again(call)
    (run,) = replay["runs"]
    assert not replay["same"]
    assert run["difference"] == {
        "at": 1,
        "then": "Anna does not answer → Mailbox: Anna's box: left one of 5 s",
        "now": "The call is forwarded: Anna, always: to Clara → Clara answers",
    }
    assert told.again(call, {"version": told.version})["same"]
    assert told.again(call, {"language": "ru"})["runs"][0]["difference"]["then"].startswith("Anna не отвечает")


def test_a_draft_can_be_tried_before_it_is_published(told: Told) -> None:
    call = told.happen()
    draft = told.owner.get("/companies/bluebell/document")
    for item in draft["items"]:
        if item["data"]["id"] == told.anna["id"]:
            item["data"]["do_not_disturb"] = True
    replay = told.again(call, {"draft": draft})
    assert (replay["now_version"], replay["same"]) == (0, False)
    assert replay["runs"][0]["difference"]["now"].startswith("Anna does not want to be disturbed")


def test_whoever_hung_up_then_hangs_up_after_the_same_time_now(told: Told) -> None:
    seen = [
        {"what": "busy", "about": [told.anna["id"]]},
        {
            "what": "ring",
            "about": [told.anna["phones"][0]["login"]],
            "answer": "abandoned",
            "seconds": 7,
            "data": "[20]",
        },
    ]
    call = told.happen(seen=seen, gone_at=1)
    (run,) = told.again(call)["runs"]
    assert not run["faithful"]  # the decisions of these facts are of a caller who stayed
    assert "leaves" in [step["what"] for step in run["then"]]


def test_a_call_without_a_witness_is_refused_in_words(told: Told) -> None:
    facts = told.facts()
    without = Facts(facts=tuple(fact for fact in facts.facts if fact.kind is not FactKind.WITNESSED))
    assert told.node.report(ReportOp.FACTS, without).status == 200
    call = told.owner.get("/companies/bluebell/calls")["items"][0]["id"]
    answer = told.owner.ask("POST", f"/companies/bluebell/calls/{call}/replay", {})
    assert (answer.status, answer.code) == (409, "not-witnessed")


def test_a_caller_who_is_gone_from_the_draft_is_refused_in_words(told: Told) -> None:
    call = told.happen()
    draft = told.owner.get("/companies/bluebell/document")
    draft["items"] = [each for each in draft["items"] if told.boris["id"] not in each["data"].values()]
    answer = told.owner.ask("POST", f"/companies/bluebell/calls/{call}/replay", {"draft": draft})
    assert answer.status == 409
    assert "not in this version" in answer.json["detail"]


def test_code_of_the_companys_own_tells_the_call_again(told: Told) -> None:
    call = told.happen()
    clara = told.owner.post("/companies/bluebell/employees", {"name": "Clara", "number": "103"})
    draft = told.owner.get("/companies/bluebell/document")
    for item in draft["items"]:
        if item["kind"] == "profile":
            item["data"]["customisation"] = {"name": "clinic"}
        if item["data"]["id"] == told.anna["id"]:
            item["data"] |= {"presence": "meeting", "custom": {"nurse": clara["id"]}}
    replay = told.again(call, {"draft": draft})
    (run,) = replay["runs"]
    assert replay["failure"] is None
    assert run["faithful"]
    assert run["difference"]["now"].startswith("Anna is in an appointment: Clara takes the call")


def test_a_bundle_that_the_company_does_not_have_tells_nothing(told: Told) -> None:
    call = told.happen()
    draft = told.owner.get("/companies/bluebell/document")
    for item in draft["items"]:
        if item["kind"] == "profile":
            item["data"]["customisation"] = {"name": "desk", "bundle": "ab" * 32}
    answer = told.owner.ask("POST", f"/companies/bluebell/calls/{call}/replay", {"draft": draft})
    assert (answer.status, answer.code) == (404, "not-found")
    assert "upload it first" in answer.json["detail"]


def test_another_companys_call_is_not_found(told: Told, customers: Customers) -> None:
    call = told.happen()
    assert customers.rival_owner.ask("POST", f"/companies/rival/calls/{call}/replay", {}).status == 404


def test_the_call_says_every_step_in_words(told: Told) -> None:
    steps = told.owner.get(f"/companies/bluebell/calls/{told.happen()}")["steps"]
    assert "Anna does not answer" in [step["words"] for step in steps]
