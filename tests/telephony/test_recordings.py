"""Recording: whose calls are recorded, that the customer is told, and that it is heard in the portal afterwards."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from tests.kit.office import Colleague, Office, rules, talked
from tests.kit.phones import Talk
from tests.kit.stack import Stack
from tests.kit.tones import Sound
from tests.telephony.conftest import hang_up

People = tuple[Colleague, Colleague, Colleague]


@pytest.fixture(scope="module")
def people(founded: Office) -> People:
    anna, clara = founded.employ("Anna", "201"), founded.employ("Clara", "203")
    return anna, founded.employ("Boris", "202", record="always"), clara


def test_call_of_an_employee_who_is_recorded_says_so_in_its_story(firm: Office, people: People) -> None:
    anna, boris, _ = people
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    firm.phones.run(1.0)
    hang_up(talk)
    assert "recorded" in rules(firm.journey(talk))


def test_customer_is_told_before_the_colleague_answers(firm: Office, people: People) -> None:
    boris = people[1]
    number = firm.public(destination=boris.here)
    talk = firm.call_in(number)
    talk.wait_until_hears_something()
    talk.wait_until_hears(boris.tone, 20)
    hang_up(talk)
    assert "recorded" in rules(firm.journey(talk))


def test_call_that_must_not_be_recorded_is_not(firm: Office, people: People) -> None:
    anna = people[0]
    number = firm.public(destination=anna.here, record="denied")
    talk = firm.call_in(number).wait_until_hears(anna.tone)
    hang_up(talk)
    assert "recorded" not in rules(firm.journey(talk))


def test_recording_is_heard_over_the_api_and_on_the_calls_page_and_lies_encrypted(
    firm: Office, people: People, stack: Stack, tmp_path: Path
) -> None:
    anna, boris, _ = people
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    firm.phones.run(1.5)
    hang_up(talk)
    (recording,) = _recordings(firm, firm.journey(talk), 1)
    link = firm.api.ask("POST", f"/recordings/{recording['id']}/link", {})["url"]
    content = stack.client.get(f"{stack.url}{link}").content
    sound = _sound(content, tmp_path)
    assert sound.hears(anna.tone)
    assert sound.hears(boris.tone)
    assert recording["seconds"] > 1
    assert _played_in_the_portal(stack, firm, talk) == [content]
    stored = [file.read_bytes() for file in (stack.instance.folder / "files").rglob("*") if file.is_file()]
    assert stored
    assert not [piece for piece in stored if content[1000:1200] in piece or piece.startswith(b"RIFF")]


def test_recording_goes_on_after_a_transfer_and_stays_with_its_call(
    firm: Office, people: People, stack: Stack, tmp_path: Path
) -> None:
    anna, boris, clara = people
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    firm.phones.run(0.5)
    boris.phone.wait_for_call().transfer("203")
    talk.wait_until_hears(clara.tone)
    firm.phones.run(1.0)
    hang_up(talk)
    assert talked(firm.journey(talk)) == ["Boris", "Clara"]

    (content,) = _played_in_the_portal(stack, firm, talk)
    sound = _sound(content, tmp_path)
    assert sound.hears_at_some_time(boris.tone)
    assert sound.hears_at_some_time(clara.tone)


def test_recording_of_a_customer_goes_on_with_whom_they_are_handed_to_after_a_question(
    firm: Office, people: People, stack: Stack, tmp_path: Path
) -> None:
    anna, _, clara = people
    number = firm.public(destination=anna.here, record="always")
    customer = firm.call_in(number)
    customer.wait_until_hears(anna.tone, 20)
    hers = anna.phone.wait_for_call()
    hers.hold()
    asked = anna.phone.call("203").wait_until_hears(clara.tone)
    hers.transfer_to(asked)
    customer.wait_until_hears(clara.tone)
    firm.phones.run(1.0)
    hang_up(customer)
    (content,) = _played_in_the_portal(stack, firm, customer)
    assert _sound(content, tmp_path).hears_at_some_time(clara.tone)


def test_recording_of_a_question_before_a_transfer_stands_with_the_call_it_was_about(
    firm: Office, people: People, stack: Stack, tmp_path: Path
) -> None:
    anna, boris, _ = people
    number = firm.public(destination=anna.here)
    customer = firm.call_in(number).wait_until_hears(anna.tone)
    hers = anna.phone.wait_for_call()
    hers.hold()
    asked = anna.phone.call("202").wait_until_hears(boris.tone)
    firm.phones.run(1.0)
    hers.transfer_to(asked)
    customer.wait_until_hears(boris.tone)
    hang_up(customer)
    assert "Boris" in talked(firm.journey(customer))
    (content, *_) = _played_in_the_portal(stack, firm, customer)
    assert _sound(content, tmp_path).hears(boris.tone)


def _recordings(firm: Office, journey: dict[str, Any], at_least: int) -> list[dict[str, Any]]:
    """Those of one call, once so many have been uploaded."""
    found: list[dict[str, Any]] = []

    def uploaded() -> bool:
        found[:] = firm.api.ask("GET", f"/recordings?call={journey['call']}")["items"]
        return len(found) >= at_least

    firm.phones.wait_for(uploaded, 20, f"{at_least} recordings of the call")
    return found


def _played_in_the_portal(stack: Stack, firm: Office, talk: Talk) -> list[bytes]:
    """What the players on the page of the call play."""
    journey = firm.journey(talk)
    _recordings(firm, journey, 1)
    with stack.portal() as browser:
        page = browser.get(f"/companies/{firm.api.id}/calls/{journey['id']}").text
        places = re.findall(r'<audio[^>]* src="([^"]+)"', page)
        return [browser.get(html.unescape(place)).content for place in places]


def _sound(content: bytes, folder: Path) -> Sound:
    file = folder / "recording.wav"
    file.write_bytes(content)
    return Sound.read(file)
