"""Short codes that reach somebody: pick up, park, intercom, speed dial, redial, PIN calls, mailboxes."""

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.call import Manner
from tenants.calls.errand import GreetingRecorded, MessageLeft
from tenants.calls.memory import Forgetful, Topic
from tenants.model import (
    Agent,
    Contact,
    DestinationKind,
    Mailbox,
    Menu,
    Parking,
    Permission,
    Team,
    WaitingLine,
)
from tenants.model import Destination as Reference
from tenants.model.pin import pin_digest
from tenants.model.route import CallType
from tenants.simulate import Answer
from tests.unit.calls.companies import number
from tests.unit.calls.office import OUTSIDE, call, colleague, office, to

SALES = Team(id="sales", name="Sales", number="200", members=(to("101"), to("102")))
DESK = WaitingLine(id="desk", name="Desk", number="250", agents=(Agent(employee="acme-103"),))
ABROAD = "+4915112345678"


def ringing(*shorts: str) -> frozenset[str]:
    return frozenset(shorts)


@pytest.mark.parametrize("code", ["*8", "*88102", "*88*102#", "*88200", "*8102"])
def test_a_colleagues_ringing_call_is_taken(code: str) -> None:
    told = call(office(SALES), "101", code, busy=ringing("102"))
    assert told.did == ["picked up acme-102-1"]
    assert told.outcome.answered


def test_a_waiting_lines_ringing_call_is_taken() -> None:
    assert call(office(DESK), "101", "*88250", busy=ringing("103")).did == ["picked up acme-103-1"]


def test_ones_own_teams_are_asked_and_no_others() -> None:
    assert call(office(SALES), "101", "*8", busy=ringing("103")).said == [Sentence.NOBODY_RINGS]
    assert call(office(SALES), "104", "*8", busy=ringing("102")).said == [Sentence.NOBODY_RINGS]


@pytest.mark.parametrize("code", ["*8", "*88102", "*88200"])
def test_nothing_to_take_says_so(code: str) -> None:
    told = call(office(SALES), "101", code)
    assert told.said == [Sentence.NOBODY_RINGS]
    assert "(not found)" in told.why


def test_calls_of_what_has_no_phones_cannot_be_taken() -> None:
    told = call(office(Menu(id="menu", name="Menu", number="300")), "101", "*88300")
    assert told.said == [Sentence.NOBODY_RINGS]


def test_intercom_makes_the_phone_answer_by_itself() -> None:
    told = call(office(), "101", "*80102")
    assert told.rang == ["102"]
    assert told.call.rang_as[0].manner is Manner.INTERCOM


def test_intercom_leaves_those_in_peace_who_want_no_calls_or_talk() -> None:
    assert call(office(colleague("102", do_not_disturb=True)), "101", "*80102").rang == []
    told = call(office(), "101", "*80102", busy=frozenset({"102"}))
    assert told.rang == []
    assert told.ended_with is Reason.BUSY


def test_speed_dial_calls_a_contact_ones_own_first() -> None:
    firm = office(
        Contact(id="c1", name="Taxi", number="+74950000001", speed_dial="7"),
        Contact(id="c2", name="Mum", number="+74950000002", speed_dial="7", owner="acme-101"),
    )
    assert call(firm, "101", "*757").rang == ["+74950000002"]
    assert call(firm, "102", "*757").rang == ["+74950000001"]
    assert call(firm, "102", "*75", presses=["7#"]).rang == ["+74950000001"]
    assert call(firm, "102", "*758").said == [Sentence.NOT_FOUND]


def test_who_called_last_is_called_back() -> None:
    memory, firm = Forgetful(), office()
    call(firm, "103", "101", memory=memory, answers={"101": Answer.NO_ANSWER})
    assert call(firm, "101", "*69", memory=memory).rang == ["103"]
    call(firm, OUTSIDE, "+74951110000", memory=memory)
    assert call(firm, "101", "*69", memory=memory).rang == [OUTSIDE]


def test_a_missed_call_brings_nobody_to_call_an_expensive_number() -> None:
    memory = Forgetful()
    firm = office(Permission(id="world", name="World", types=tuple(CallType)), colleague("101", permission="world"))
    call(firm, ABROAD, "+74951110000", memory=memory)
    told = call(firm, "101", "*69", memory=memory)
    assert told.rang == []
    assert told.ended_with is Reason.NOT_PERMITTED


@pytest.mark.parametrize("code", ["*69", "*66"])
def test_without_a_number_to_call_that_is_said(code: str) -> None:
    assert call(office(), "101", code).said == [Sentence.NO_NUMBER_KNOWN]


@pytest.mark.parametrize("dialled", ["102", "89161234567", "200"])
def test_redial_repeats_what_was_dialled(dialled: str) -> None:
    memory, firm = Forgetful(), office(SALES)
    first = call(firm, "101", dialled, memory=memory)
    assert call(firm, "101", "*66", memory=memory).rang == first.rang != []


def test_a_pin_makes_somebody_elses_phone_ones_own() -> None:
    memory = Forgetful()
    world = Permission(id="world", name="World", types=tuple(CallType))
    boris = colleague(
        "102", permission="world", outside_number="+74951110102", pin=pin_digest("acme", "acme-102", "4711")
    )
    firm = office(boris, world, number("acme", "+74951110102", "102"))
    told = call(firm, "103", "*77", memory=memory, presses=["102#", "4711#", f"{ABROAD.replace('+', '810')}#"])
    assert told.rang == [ABROAD]
    assert told.shown == ["+74951110102"]
    assert call(firm, "103", "*77102", memory=memory, presses=["4711#", "89161234567#"]).rang == [OUTSIDE]


def test_a_wrong_pin_calls_nobody_and_guessers_are_locked_out() -> None:
    memory = Forgetful()
    firm = office(colleague("102", pin=pin_digest("acme", "acme-102", "4711")))
    for _ in range(2):
        assert call(firm, "103", "*77102", memory=memory, presses=["1", "2", "3"]).rang == []
    told = call(firm, "103", "*77102", memory=memory, presses=["4711", "89161234567"])
    assert told.rang == []
    assert told.said == [Sentence.TOO_MANY_TRIES]


def test_somebody_without_a_pin_cannot_be_impersonated() -> None:
    assert call(office(), "103", "*77102", presses=["", "0", "1234"]).rang == []


def test_help_is_reached_also_in_the_middle_of_a_pin_call() -> None:
    firm = office(colleague("102", pin=pin_digest("acme", "acme-102", "4711")))
    assert call(firm, "103", "*77102", presses=["4711", "112"]).rang == ["112"]


def test_parking_by_code_is_the_companys_parking() -> None:
    yard = Parking(id="yard", name="Yard", number="700", first_slot=701)
    assert call(office(yard), "101", "*68").did == ["parked at 701"]
    assert call(office(), "101", "*68").said == [Sentence.NOT_FOUND]
    second = Parking(id="roof", name="Roof", number="800", first_slot=801)
    assert call(office(yard, second), "101", "*68800").did == ["parked at 801"]


BOX = Mailbox(id="box", name="Boris", pin=pin_digest("acme", "box", "1234"))
TEAM_BOX = Mailbox(id="team-box", name="All", number="600", owners=("acme-103",))


def test_one_listens_to_ones_own_mailbox_without_a_pin() -> None:
    firm = office(colleague("102", mailbox="box"), BOX)
    assert call(firm, "102", "*97").said[0] is Sentence.NO_MESSAGES
    assert call(firm, "101", "*97").ended_with is Reason.BUSY


def test_somebody_elses_mailbox_wants_its_pin() -> None:
    firm = office(colleague("102", mailbox="box"), BOX, TEAM_BOX)
    assert call(firm, "101", "*97102", presses=["1234#"]).said == [
        Sentence.ENTER_PIN,
        Sentence.NO_MESSAGES,
        Sentence.GOODBYE,
    ]
    assert call(firm, "101", "*97600").ended_with is Reason.NOT_PERMITTED
    assert call(firm, "103", "*97600").said[0] is Sentence.NO_MESSAGES


def test_a_message_is_left_without_ringing() -> None:
    firm = office(colleague("102", mailbox="box"), BOX, TEAM_BOX)
    told = call(firm, "101", "*96102")
    assert told.rang == []
    assert [type(errand) for errand in told.errands] == [MessageLeft]
    assert isinstance(call(firm, "101", "*96600").errands[0], MessageLeft)
    assert call(firm, "101", "*96103").said == [Sentence.NO_MAILBOX]


def test_a_caller_is_transferred_to_a_mailbox() -> None:
    firm = office(colleague("102", mailbox="box"), BOX, TEAM_BOX)
    assert isinstance(call(firm, OUTSIDE, "*96600", transferred_by="102").errands[0], MessageLeft)
    [message] = call(firm, OUTSIDE, "*96", transferred_by="102").errands
    assert isinstance(message, MessageLeft)
    assert (message.mailbox, message.number) == ("box", OUTSIDE)


def test_a_greeting_is_recorded_by_phone() -> None:
    memory, firm = Forgetful(), office(colleague("102", mailbox="box"), BOX, Menu(id="menu", name="Menu", number="300"))
    told = call(firm, "102", "*99", memory=memory, presses=["1"])
    assert [(each.kind, each.object_id) for each in told.errands if isinstance(each, GreetingRecorded)] == [
        ("mailbox", "box")
    ]
    assert memory.get(Topic.GREETING, "box")
    told = call(firm, "102", "*99300", memory=memory, presses=["1"])
    assert memory.get(Topic.GREETING, "menu")
    assert call(firm, "101", "*99").said == [Sentence.NO_MAILBOX]
    assert call(firm, "101", "*99102").said == [Sentence.NOT_FOUND]


def test_the_number_of_a_speed_dial_may_be_the_companys_own() -> None:
    firm = office(Contact(id="c1", name="Us", number="+74951110000", speed_dial="1"))
    told = call(firm, "102", "*751")
    assert told.rang == ["101"]
    assert told.lines == []


def test_supervisors_join_talks_of_their_team_and_nobody_elses() -> None:
    boss = colleague(
        "105",
        supervises=(
            Reference(kind=DestinationKind.TEAM, id="sales"),
            Reference(kind=DestinationKind.WAITING_LINE, id="desk"),
        ),
    )
    firm = office(boss, SALES, DESK)
    talking = frozenset({"102", "103", "104"})
    assert call(firm, "105", "*222102", busy=talking).did == ["listen acme-102-1"]
    assert call(firm, "105", "*223102", busy=talking).did == ["whisper acme-102-1"]
    assert call(firm, "105", "*224103", busy=talking).did == ["barge acme-103-1"]
    told = call(firm, "105", "*222104", busy=talking)
    assert told.did == []
    assert told.said == [Sentence.NOT_PERMITTED]
    assert "Elena does not supervise Dmitri" in told.why


@pytest.mark.parametrize("code", ["*222", "*223", "*224"])
def test_nobody_listens_who_supervises_nothing_and_nobody_listens_to_themselves(code: str) -> None:
    boss = colleague("101", supervises=(Reference(kind=DestinationKind.TEAM, id="sales"),))
    firm = office(boss, SALES)
    assert call(firm, "102", f"{code}101", busy=frozenset({"101"})).ended_with is Reason.NOT_PERMITTED
    assert call(firm, "101", f"{code}101", busy=frozenset({"101"})).ended_with is Reason.NOT_PERMITTED
    assert call(firm, "101", f"{code}102").said == [Sentence.NOBODY_TALKS]
