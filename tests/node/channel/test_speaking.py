"""What callers hear, and what they press."""

import wave

from tenants.calls.call import Call
from tenants.calls.outcome import Reason
from tenants.calls.sentences import Sentence
from tenants.calls.words import Count, Digits, Moment, Recording, Tone
from tests.kit.logic import Logic
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones
from tests.node.channel.people import ended


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
