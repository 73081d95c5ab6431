"""Messages and recordings."""

import wave

from tenants.calls.call import Call, Taken
from tenants.calls.outcome import Outcome
from tenants.calls.words import Kept
from tests.kit.logic import Logic
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones
from tests.node.channel.people import ended, phone_of


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
