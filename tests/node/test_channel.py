"""What call logic can do to a real call: each part of the Call protocol once, with real phones on a real Asterisk."""

import wave
from collections.abc import Iterator
from dataclasses import replace

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from node_agent.asterisk.voice import speak_all
from tenants.calls.call import Call, CallerGone, Manner, Supervision, Taken, Target
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.calls.words import Count, Digits, Kept, Moment, Recording, Tone
from tenants.model import Company, Line, Room
from tests.kit.companies import company, password_of
from tests.kit.logic import Logic, Want
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones
from tests.kit.talk import Talk

PEOPLE = {"101": "Anna", "102": "Boris", "103": "Clara", "104": "Dmitri"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("channel") / "node") as node:
        assert node.settings.voice is not None
        speak_all(node.settings.voice)
        yield node


@pytest.fixture(scope="module")
def acme(node: Node, phones: Phones) -> Company:
    line = Line(id="line-1", name="Line", host="127.0.0.1", port=phones.port, caller_number="+74951110000")
    return company("acme", PEOPLE, ring_seconds=5, more=(line,))


@pytest.fixture(scope="module")
def logic(node: Node, acme: Company) -> Iterator[Logic]:
    node.database.apply("acme", steps_between(None, acme, (), site_of(node.settings)))
    node.start_asterisk()
    with Logic(node, acme) as logic:
        yield logic


@pytest.fixture(scope="module")
def mobile(phones: Phones) -> Iterator[Phone]:
    """What is outside: the first account of all takes the provider's calls."""
    phone = phones.phone("provider", "", "127.0.0.1", register=False)
    yield phone
    phones.remove(phone)


@pytest.fixture
def office(node: Node, logic: Logic, phones: Phones, mobile: Phone) -> Iterator[dict[str, Phone]]:
    logic.wants.clear()
    logic.results.clear()
    there = {n: phones.phone(f"acme-{n}", password_of(f"acme-{n}"), node.server).register() for n in PEOPLE}
    yield there
    for phone in there.values():
        phones.remove(phone)


def phone_of(call: Call, number: str) -> Target:
    employee = call.company.employees_by_number[number]
    return Target(phone=call.company.phones_by_employee[employee.id][0])


def outside(call: Call, number: str = "+79161234567", *, after: int = 0, confirm: bool = False) -> Target:
    line = call.company.lines["line-1"]
    return Target(line=line, number=number, shown="+74951110000", after=after, confirm=confirm)


def ended(logic: Logic, phones: Phones, dialled: str, seconds: float = 10) -> object:
    phones.wait_for(lambda: dialled in logic.results, seconds, f"the call logic of {dialled} to end")
    return logic.results[dialled]


def transferred(talk: Talk) -> None:
    """As phones do: once the node says that it worked, the transferring phone hangs up."""
    talk.phone.phones.wait_for(lambda: talk.transferred == 200 or talk.over, 8, f"{talk} to be told of the transfer")
    talk.hang_up()
    talk.wait_until_over()


def reached(logic: Logic, phones: Phones, dialled: str, seconds: float = 10) -> tuple[Reason, str]:
    """How the call logic ended, and who took the call."""
    outcome = ended(logic, phones, dialled, seconds)
    assert isinstance(outcome, Outcome)
    return outcome.reason, outcome.by


def test_phones_ring_at_once_and_who_took_the_call_is_known(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def both(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102"), phone_of(call, "103")], seconds=10)

    logic.wants["200"] = both
    office["102"].answer = office["103"].answer = Answer.RING
    talk = office["101"].call("200")
    boris, clara = (office[n].wait_for_call() for n in ("102", "103"))
    clara.pick_up()
    talk.wait_until_talking()
    boris.wait_until_over()
    assert talk.heard_energy(0.5) > 0.05
    talk.hang_up()
    assert reached(logic, phones, "200") == (Reason.ANSWERED, "acme-103")


def test_a_second_phone_rings_later(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def later(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102"), replace(phone_of(call, "103"), after=2)], seconds=10)

    logic.wants["201"] = later
    office["102"].answer = Answer.RING
    talk = office["101"].call("201")
    boris = office["102"].wait_for_call()
    assert boris.rang_at is not None
    talk.wait_until_talking()
    clara = office["103"].calls[-1]
    assert clara.rang_at is not None
    assert 1.5 < clara.rang_at - boris.rang_at < 4
    assert clara.remote.startswith('"Anna" <sip:101@')
    assert talk.heard_energy(0.5) > 0.05
    talk.hang_up()
    assert reached(logic, phones, "201") == (Reason.ANSWERED, "acme-103")


def test_a_mobile_must_press_one_and_its_voicemail_never_swallows_the_call(
    office: dict[str, Phone], logic: Logic, phones: Phones, mobile: Phone
) -> None:
    async def follow(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102"), outside(call, confirm=True)], seconds=25)

    logic.wants["202"] = follow
    office["102"].answer = Answer.RING
    talk = office["101"].call("202")
    voicemail = mobile.wait_for_call(8).wait_until_talking()
    voicemail.wait_until_hears_something()
    assert "+74951110000" in voicemail.remote
    assert not talk.talking
    voicemail.wait_until_over(20)
    assert not talk.talking
    office["102"].calls[-1].pick_up()
    talk.wait_until_talking()
    talk.hang_up()
    assert reached(logic, phones, "202") == (Reason.ANSWERED, "acme-102")

    talk = office["101"].call("202")
    person = mobile.wait_for_call(8).wait_until_talking()
    person.wait_until_hears_something()
    person.press("1")
    talk.wait_until_talking()
    office["102"].calls[-1].wait_until_over()
    phones.run(0.5)
    assert talk.heard_energy(0.5) > 0.05
    assert person.heard_energy(0.5) > 0.05
    logic.results.clear()
    talk.hang_up()
    assert reached(logic, phones, "202") == (Reason.ANSWERED, "+79161234567")


def test_a_prefix_stands_before_the_callers_name_and_intercom_asks_the_phone_to_answer(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def intercom(call: Call) -> Outcome:
        call.ringing = replace(call.ringing, prefix="Sales: ", manner=Manner.INTERCOM)
        return await call.ring([phone_of(call, "102")], seconds=10)

    logic.wants["203"] = intercom
    talk = office["101"].call("203").wait_until_talking()
    boris = office["102"].calls[-1]
    assert boris.remote.startswith('"Sales: Anna" <sip:101@')
    assert "answer-after=0" in (boris.header("Call-Info") or "")
    assert "alert-autoanswer" in (boris.header("Alert-Info") or "")
    talk.hang_up()


def test_nobody_there_is_told_at_once(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def gone(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "104")], seconds=10)

    office["104"].unregister()
    logic.wants["204"] = gone
    office["101"].call("204")
    assert reached(logic, phones, "204", 3) == (Reason.UNREACHABLE, "")


def test_callers_hear_words_numbers_and_sounds_before_anybody_answers(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    file = "ab" + "0" * 62
    path = node.settings.node_state / "sounds" / "ab" / f"{file}.wav"
    path.parent.mkdir(parents=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(
            b"".join(int(9000 * (-1) ** (i // 4)).to_bytes(2, "little", signed=True) for i in range(8000))
        )

    async def speak(call: Call) -> None:
        await call.say(Recording(file), Recording("cd" + "0" * 62))
        call.language = "ru"
        await call.say(Sentence.PAUSED, Digits("1*"), Count(1242), Moment(call.now), Tone())
        await call.end(Reason.BUSY)

    logic.wants["205"] = speak
    talk = office["101"].call("205")
    talk.wait_until_hears(1000)
    talk.wait_until_hears_something()
    assert not talk.talking
    assert talk.wait_until_over(30).code == 486
    assert "does not exist in any format" not in node.messages
    assert "File /media" not in node.messages


def test_digits_as_fast_as_a_machine_sends_them_arrive_and_cut_the_words_short(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def ask(call: Call) -> tuple[str, str, str]:
        pin = await call.ask(Sentence.ENTER_PIN, digits=8, seconds=5)
        number = await call.ask(Sentence.ENTER_NUMBER, digits=4, seconds=5)
        nothing = await call.ask(digits=1, seconds=1)
        return pin, number, nothing

    logic.wants["206"] = ask
    talk = office["101"].call("206").wait_until_talking()
    talk.wait_until_hears_something()
    talk.press("123456#")
    phones.run(2.5)
    talk.press("*089")
    assert ended(logic, phones, "206", 15) == ("123456", "*089", "")
    talk.wait_until_over()


def test_a_message_is_recorded_and_heard_again(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    async def message(call: Call) -> Taken | None:
        taken = await call.record(seconds=10, silence=3)
        assert taken is not None
        await call.say(Kept(taken.file))
        return taken

    logic.wants["207"] = message
    talk = office["101"].call("207").wait_until_talking()
    phones.run(3)
    talk.press("#")
    talk.wait_until_hears(office["101"].tone if hasattr(office["101"], "tone") else 440)
    taken = ended(logic, phones, "207")
    assert isinstance(taken, Taken)
    assert taken.file.startswith("acme/")
    assert 1.5 < taken.seconds < 5


def test_a_caller_who_hangs_up_has_left_their_message(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    async def message(call: Call) -> Taken | None:
        return await call.record(seconds=10, silence=3)

    logic.wants["208"] = message
    talk = office["101"].call("208").wait_until_talking()
    phones.run(2.5)
    talk.hang_up()
    taken = ended(logic, phones, "208")
    assert isinstance(taken, Taken)
    assert (node.settings.node_state / "recordings" / taken.file).exists()


def test_a_talk_is_recorded_paused_by_the_called_side_and_complete_at_its_end(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    async def recorded(call: Call) -> Outcome:
        await call.start_recording()
        return await call.ring([phone_of(call, "102")], seconds=10)

    logic.wants["209"] = recorded
    talk = office["101"].call("209").wait_until_talking()
    phones.run(2)
    boris = office["102"].calls[-1]
    boris.press("*1")
    phones.run(4)
    boris.press("*1")
    phones.run(2)
    talk.hang_up()
    folder = node.settings.node_state / "recordings" / "acme"
    phones.wait_for(lambda: bool(list(folder.glob("*talk.wav.json"))), 5, "the recording to be complete")
    [file] = folder.glob("*talk.wav")
    with wave.open(str(file)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
    assert 3 < seconds < 7, "the pause is not in it"


def test_people_meet(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    room = Room(id="room-1", name="Room", wait_for_host=True)

    async def guest(call: Call) -> None:
        await call.meet(room, host=False)

    async def host(call: Call) -> None:
        await call.meet(room, host=True)

    logic.wants |= {"210": guest, "211": host}
    anna = office["101"].call("210").wait_until_talking()
    boris = office["102"].call("210").wait_until_talking()
    phones.run(1)
    clara = office["103"].call("211").wait_until_talking()
    phones.run(2)
    for talk in (anna, boris, clara):
        assert talk.heard_energy(0.5) > 0.05
    for talk in (anna, boris, clara):
        talk.hang_up()
        talk.wait_until_over()


def test_a_parked_call_is_fetched_or_comes_back(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def park(call: Call) -> Outcome:
        return await call.park("701", seconds=3, music=None)

    async def fetch(call: Call) -> Outcome:
        return await call.fetch_parked("701")

    logic.wants |= {"212": park, "701": fetch}
    anna = office["101"].call("212").wait_until_talking()
    assert reached(logic, phones, "212") == (Reason.NO_ANSWER, "")
    anna.wait_until_over()

    anna = office["101"].call("212").wait_until_talking()
    phones.run(0.5)
    logic.results.clear()
    boris = office["102"].call("701").wait_until_talking()
    phones.run(4)
    assert anna.talking
    assert anna.heard_energy(0.5) > 0.05
    assert boris.heard_energy(0.5) > 0.05
    boris.hang_up()
    assert reached(logic, phones, "212") == (Reason.ANSWERED, "")
    assert reached(logic, phones, "701") == (Reason.ANSWERED, "")
    assert office["103"].call("701") is not None
    logic.results.clear()
    assert reached(logic, phones, "701") == (Reason.NOT_FOUND, "")


def test_a_colleagues_call_is_picked_up(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def pick_up(call: Call) -> Outcome:
        phones_ = [phone_of(call, n).phone for n in ("104", "102")]
        return await call.pick_up([phone for phone in phones_ if phone])

    logic.wants |= {"213": ring, "214": pick_up}
    office["103"].call("214").wait_until_over()
    assert reached(logic, phones, "214") == (Reason.NOT_FOUND, "")
    logic.results.clear()
    office["102"].answer = Answer.RING
    anna = office["101"].call("213")
    office["102"].wait_for_call()
    clara = office["103"].call("214").wait_until_talking()
    anna.wait_until_talking()
    assert anna.heard_energy(0.5) > 0.05
    assert clara.heard_energy(0.5) > 0.05
    assert reached(logic, phones, "214") == (Reason.ANSWERED, "")
    anna.hang_up()
    clara.wait_until_over()


def test_an_announcement_is_heard_by_all(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def page(call: Call) -> Outcome:
        wanted = [phone_of(call, n).phone for n in ("102", "103")]
        return await call.page([phone for phone in wanted if phone], two_way=False)

    logic.wants["215"] = page
    phones.run(0.5)  # until Asterisk has told itself that the phones are there
    talk = office["101"].call("215").wait_until_talking()
    boris, clara = (office[n].wait_for_call().wait_until_talking() for n in ("102", "103"))
    phones.run(1)
    assert boris.heard_energy(0.5) > 0.05
    assert clara.heard_energy(0.5) > 0.05
    assert "answer-after=0" in (boris.header("Call-Info") or "")
    talk.hang_up()
    boris.wait_until_over()
    clara.wait_until_over()


@pytest.mark.parametrize("how", Supervision)
def test_a_supervisor_listens_whispers_and_barges(
    office: dict[str, Phone], logic: Logic, phones: Phones, how: Supervision
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def supervise(call: Call) -> Outcome:
        phone = phone_of(call, "102").phone
        assert phone is not None
        return await call.supervise([phone], how)

    logic.wants |= {"216": ring, "217": supervise}
    anna = office["101"].call("216").wait_until_talking()
    phones.run(0.5)
    clara = office["103"].call("217").wait_until_talking()
    phones.run(1)
    assert clara.heard_energy(0.5) > 0.05
    anna.hang_up()
    clara.wait_until_over()
    assert reached(logic, phones, "217") == (Reason.ANSWERED, "")
    logic.results.clear()
    office["103"].call("217")
    assert reached(logic, phones, "217") == (Reason.NOT_FOUND, "")


WAITING: dict[str, Want] = {
    "wait": lambda call: call.wait(30),
    "ask": lambda call: call.ask(Sentence.ENTER_PIN, seconds=30),
    "echo": lambda call: call.echo(),
    "park": lambda call: call.park("702", seconds=60, music=None),
    "meet": lambda call: call.meet(Room(id="room-2", name="Room"), host=True),
    "say": lambda call: call.say(*[Sentence.MESSAGE_MENU] * 10),
    "page": lambda call: call.page([call.company.phones_by_login["acme-102"]], two_way=True),
}


@pytest.mark.parametrize("doing", WAITING)
def test_whoever_hangs_up_is_gone_whatever_the_call_logic_is_doing(
    office: dict[str, Phone], logic: Logic, phones: Phones, doing: str
) -> None:
    logic.wants["220"] = WAITING[doing]
    talk = office["101"].call("220")
    phones.run(1)
    talk.hang_up()
    assert ended(logic, phones, "220") is CallerGone or doing == "page"
    assert not logic.services.parked.get("acme", "702")


def test_a_phones_button_transfers_with_the_rights_of_who_pressed_it(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def moved(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"230": ring, "231": moved}
    anna = office["101"].call("230").wait_until_talking()
    boris = office["102"].calls[-1]
    phones.run(0.5)
    boris.transfer("231")
    clara = office["103"].wait_for_call(8).wait_until_talking()
    transferred(boris)
    assert anna.talking
    assert anna.heard_energy(0.5) > 0.05
    caller = logic.calls[-1].caller
    assert (caller.number, caller.transferred_by and caller.transferred_by.number) == ("101", "102")
    assert reached(logic, phones, "230") == (Reason.ANSWERED, "acme-102")
    assert clara.remote.startswith('"Anna" <sip:101@')
    clara.hang_up()
    anna.wait_until_over()


def test_the_caller_transfers_the_called_side_by_button(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def moved(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"232": ring, "233": moved}
    anna = office["101"].call("232").wait_until_talking()
    boris = office["102"].calls[-1]
    phones.run(0.5)
    anna.transfer("233")
    clara = office["103"].wait_for_call(8).wait_until_talking()
    transferred(anna)
    assert boris.talking
    caller = logic.calls[-1].caller
    assert (caller.number, caller.transferred_by and caller.transferred_by.number) == ("102", "101")
    clara.hang_up()
    boris.wait_until_over()


@pytest.mark.parametrize(("code", "attended"), [("##", False), ("*2", True)])
def test_a_short_code_transfers(
    office: dict[str, Phone], logic: Logic, phones: Phones, code: str, attended: bool
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def moved(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"234": ring, "235": moved}
    anna = office["101"].call("234").wait_until_talking()
    boris = office["102"].calls[-1]
    phones.run(0.5)
    boris.press(code)
    phones.run(2)
    boris.press("235#")
    clara = office["103"].wait_for_call(12).wait_until_talking()
    caller = logic.calls[-1].caller
    if attended:
        assert caller.employee
        assert caller.employee.number == "102"
        phones.run(0.5)
        boris.hang_up()
    else:
        assert caller.transferred_by
        assert caller.transferred_by.number == "102"
    boris.wait_until_over()
    phones.run(1)
    assert anna.talking
    assert clara.talking
    assert anna.heard_energy(0.5) > 0.05
    assert clara.heard_energy(0.5) > 0.05
    anna.hang_up()
    clara.wait_until_over()


def test_an_attended_transfer_by_button_connects_the_two(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def ask(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"236": ring, "237": ask}
    anna = office["101"].call("236").wait_until_talking()
    boris = office["102"].calls[-1]
    boris.hold()
    phones.run(0.5)
    asking = office["102"].call("237").wait_until_talking()
    clara = office["103"].calls[-1]
    boris.transfer_to(asking)
    transferred(boris)
    asking.wait_until_over()
    phones.run(0.5)
    assert anna.talking
    assert clara.talking
    assert anna.heard_energy(0.5) > 0.05
    anna.hang_up()
    clara.wait_until_over()


def test_no_leg_stays_behind(node: Node, logic: Logic, phones: Phones) -> None:
    phones.run(1)
    assert "0 active channels" in node.ask("core show channels")
    assert not [line for line in node.messages.splitlines() if "ERROR" in line and "Is endpoint registered" not in line]
