"""Messages and recordings."""

import json
import sqlite3
import wave
from contextlib import closing
from pathlib import Path

import pytest

from tenants.calls.call import Call, Taken
from tenants.calls.outcome import Outcome
from tenants.calls.words import Kept
from tenants.model import Room
from tests.kit.fax import send_fax
from tests.kit.logic import Logic
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones
from tests.node.channel.people import ended, phone_of, reached


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


def test_a_talk_is_recorded_once_somebody_presses_the_short_code(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    async def allowed(call: Call) -> Outcome:
        await call.allow_recording()
        return await call.ring([phone_of(call, "102")], seconds=10)

    before = talks(node)
    logic.wants["240"] = allowed
    unrecorded = office["101"].call("240").wait_until_talking()
    phones.run(1)
    unrecorded.hang_up()
    reached(logic, phones, "240")

    talk = office["101"].call("240").wait_until_talking()
    phones.run(1)
    talk.press("*1")
    phones.run(2.5)
    talk.hang_up()
    phones.wait_for(lambda: len(talks(node)) > len(before), 5, "the recording to be complete")
    [file] = talks(node) - before
    assert 1 < float(json.loads(file.read_text())["seconds"]) < 4


def test_a_recording_goes_on_when_the_caller_is_transferred(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    async def recorded(call: Call) -> Outcome:
        await call.start_recording()
        return await call.ring([phone_of(call, "102")], seconds=10)

    async def moved(call: Call) -> Outcome:
        assert call.recorded
        await call.start_recording()
        return await call.ring([phone_of(call, "103")], seconds=10)

    before = talks(node)
    logic.wants |= {"243": recorded, "244": moved}
    anna = office["101"].call("243").wait_until_talking()
    phones.run(2)
    office["102"].calls[-1].transfer("244")
    clara = office["103"].wait_for_call(8).wait_until_talking()
    phones.run(2)
    clara.hang_up()
    anna.wait_until_over()
    phones.wait_for(lambda: len(talks(node)) > len(before), 5, "the recording to be complete")
    [file] = talks(node) - before
    assert float(json.loads(file.read_text())["seconds"]) > 3


def test_what_must_not_be_recorded_is_thrown_away(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    async def denied(call: Call) -> Outcome:
        await call.start_recording()
        await call.stop_recording()
        return await call.ring([phone_of(call, "102")], seconds=10)

    before = talks(node)
    logic.wants["241"] = denied
    talk = office["101"].call("241").wait_until_talking()
    talk.press("*1")
    phones.run(2)
    talk.hang_up()
    reached(logic, phones, "241")
    phones.run(1)
    assert talks(node) == before


def test_a_meeting_is_recorded_until_the_last_one_leaves(
    office: dict[str, Phone], logic: Logic, phones: Phones, node: Node
) -> None:
    logic.wants["242"] = lambda call: call.meet(Room(id="room-9", name="Room", record=True), host=True)
    folder = node.settings.node_state / "recordings" / "acme"
    anna = office["101"].call("242").wait_until_talking()
    phones.run(0.5)
    boris = office["102"].call("242").wait_until_talking()
    phones.run(2)
    anna.hang_up()
    phones.run(1)
    assert not list(folder.glob("*meeting.wav.json"))
    boris.hang_up()
    phones.wait_for(lambda: bool(list(folder.glob("*meeting.wav.json"))), 5, "the recording to be complete")
    [file] = folder.glob("*meeting.wav.json")
    assert json.loads(file.read_text())["seconds"] > 1.5


@pytest.mark.parametrize(("t38", "how"), [("yes", "T.38"), ("no", "G.711")])
def test_a_fax_arrives(logic: Logic, phones: Phones, node: Node, t38: str, how: str) -> None:
    number = "+74951110009"

    async def fax(call: Call) -> Taken | None:
        return await call.receive_fax()

    with closing(sqlite3.connect(node.places.realtime)) as database, database:
        database.execute("UPDATE ps_endpoints SET t38_udptl = ? WHERE id = 'line-line-fax'", (t38,))
    logic.wants[number] = fax
    logic.results.clear()
    send_fax(node.settings.node_state, node.settings.ami_port, "line-fax", number)
    phones.wait_for(lambda: how in node.ask("fax show sessions"), 15, f"the fax to be sent by {how}")
    taken = ended(logic, phones, number, 60)
    assert isinstance(taken, Taken)
    assert taken.file.endswith("fax.tif")
    content = (node.settings.node_state / "recordings" / taken.file).read_bytes()
    assert content[:2] in (b"II", b"MM")


def talks(node: Node) -> set[Path]:
    """The sidecars of complete recordings."""
    return set((node.settings.node_state / "recordings" / "acme").glob("*talk.wav.json"))
