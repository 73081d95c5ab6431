"""Short codes: which one was dialled, and those that turn one's own calls."""

from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.codes.dialled_code import SERVICES, dialled_code
from tenants.calls.memory import Forgetful, Topic
from tenants.calls.words import Digits, Moment
from tenants.model import Service, ShortCode, Team
from tenants.model.short_code import DEFAULTS
from tenants.simulate import Story
from tests.unit.calls.companies import phone
from tests.unit.calls.office import OUTSIDE, call, colleague, office, to

FORWARDS = [
    ("*72", "always"),
    ("*90", "busy"),
    ("*92", "no-answer"),
    ("*93", "unreachable"),
]


def test_every_service_has_somebody_who_obeys_it_and_a_code_of_its_own() -> None:
    assert set(SERVICES) == set(Service) == set(DEFAULTS)
    assert len(set(DEFAULTS.values())) == len(Service)


@pytest.mark.parametrize("service", list(Service))
def test_every_code_is_understood(service: Service) -> None:
    code = dialled_code(office(), DEFAULTS[service])
    assert code is not None
    assert (code.service, code.argument) == (service, "")


@pytest.mark.parametrize(
    ("dialled", "service", "argument"),
    [
        ("*8", Service.PICKUP_ANY, ""),
        ("*88", Service.PICKUP, ""),
        ("*88103", Service.PICKUP, "103"),
        ("*8103", Service.PICKUP_ANY, "103"),
        ("*80103", Service.INTERCOM, "103"),
        ("*72103", Service.FORWARD_ALWAYS, "103"),
        ("*72*103", Service.FORWARD_ALWAYS, "103"),
        ("*72*103#", Service.FORWARD_ALWAYS, "103"),
        ("*222102", Service.LISTEN, "102"),
        ("*411", Service.DIRECTORY, ""),
    ],
)
def test_the_longest_code_wins_and_the_rest_is_its_argument(dialled: str, service: Service, argument: str) -> None:
    code = dialled_code(office(), dialled)
    assert code is not None
    assert (code.service, code.argument) == (service, argument)


@pytest.mark.parametrize("dialled", ["", "101", "*", "#", "**", "*1", "#78", "78*"])
def test_what_begins_with_no_code_is_no_code(dialled: str) -> None:
    assert dialled_code(office(), dialled) is None


def test_a_companys_own_code_takes_the_place_of_the_default() -> None:
    firm = office(ShortCode(id="c1", service=Service.ECHO, code="#9"))
    assert call(firm, "101", "#9").did == ["echo"]
    assert call(firm, "101", "*43").said == [Sentence.NOT_FOUND]


def test_a_service_without_a_code_is_off() -> None:
    firm = office(ShortCode(id="c1", service=Service.BARGE))
    assert call(firm, "101", "*224102").said == [Sentence.NOT_FOUND]


def test_nobody_outside_dials_codes() -> None:
    assert call(office(), OUTSIDE, "*43").did == []


@pytest.mark.parametrize(
    "service", [s for s in Service if s not in (Service.TO_MAILBOX, Service.PARK, Service.DIRECTORY)]
)
def test_nobody_is_transferred_into_somebodys_own_services(service: Service) -> None:
    memory = Forgetful()
    told = call(office(), OUTSIDE, DEFAULTS[service] + "103", transferred_by="101", memory=memory)
    assert told.ended_with is Reason.NOT_PERMITTED
    assert not told.rang + told.did
    assert not told.errands
    assert memory.get(Topic.FORWARD, "acme-101") is None


def test_a_code_is_not_what_redial_repeats() -> None:
    memory = Forgetful()
    call(office(), "101", "102", memory=memory)
    call(office(), "101", "*60", memory=memory)
    assert memory.get(Topic.LAST_DIALLED, "acme-101") == "102"


def test_do_not_disturb_is_turned_on_and_off() -> None:
    memory, firm = Forgetful(), office()
    assert call(firm, "102", "*78", memory=memory).said == [Sentence.ACTIVATED]
    assert call(firm, "101", "102", memory=memory).ended_with is Reason.DO_NOT_DISTURB
    told = call(firm, "102", "*78", memory=memory)
    assert told.said == [Sentence.DEACTIVATED]
    assert "switched employee: Boris: do not disturb off" in told.why
    assert call(firm, "101", "102", memory=memory).rang == ["102"]


def test_do_not_disturb_from_the_document_is_turned_off_by_phone() -> None:
    memory, firm = Forgetful(), office(colleague("102", do_not_disturb=True))
    assert call(firm, "102", "*78", memory=memory).said == [Sentence.DEACTIVATED]
    assert call(firm, "101", "102", memory=memory).rang == ["102"]


@pytest.mark.parametrize(("code", "when"), FORWARDS)
def test_a_forward_is_on_with_a_number_and_off_without(code: str, when: str) -> None:
    memory, firm = Forgetful(), office()
    assert call(firm, "102", f"{code}103", memory=memory).said == [Sentence.CALLS_GO_TO, Digits("103")]
    assert memory.get(Topic.FORWARD, "acme-102") == {when: {"kind": "employee", "id": "acme-103"}}
    assert call(firm, "102", code, memory=memory).said == [Sentence.DEACTIVATED]
    assert memory.get(Topic.FORWARD, "acme-102") == {when: None}


@pytest.mark.parametrize(("code", "when"), FORWARDS)
def test_a_forward_asks_for_the_number_when_it_is_off(code: str, when: str) -> None:
    memory = Forgetful()
    told = call(office(), "102", code, memory=memory, presses=["103#"])
    assert told.said == [Sentence.ENTER_NUMBER, Sentence.CALLS_GO_TO, Digits("103")]
    assert memory.get(Topic.FORWARD, "acme-102")[when] == {"kind": "employee", "id": "acme-103"}


def test_forwards_are_turned_one_by_one() -> None:
    memory, firm = Forgetful(), office()
    call(firm, "102", "*90103", memory=memory)
    call(firm, "102", "*92104", memory=memory)
    call(firm, "102", "*90", memory=memory)
    assert call(firm, "101", "102", memory=memory, busy=frozenset({"102"})).rang == ["102"]
    assert memory.get(Topic.FORWARD, "acme-102") == {"busy": None, "no-answer": {"kind": "employee", "id": "acme-104"}}


def test_a_forward_goes_to_a_mobile_as_people_of_the_country_dial_it() -> None:
    memory = Forgetful()
    call(office(), "102", "*7289161234567", memory=memory)
    assert call(office(), "101", "102", memory=memory).rang == [OUTSIDE]


def test_a_forward_from_the_document_is_turned_off_by_phone() -> None:
    memory, firm = Forgetful(), office(colleague("102", forward_always=to("103")))
    assert call(firm, "102", "*72", memory=memory).said == [Sentence.DEACTIVATED]
    assert call(firm, "101", "102", memory=memory).rang == ["102"]


def test_a_forward_goes_to_a_team_too() -> None:
    memory, firm = Forgetful(), office(Team(id="sales", name="Sales", number="200", members=(to("104"),)))
    call(firm, "102", "*72200", memory=memory)
    assert call(firm, "101", "102", memory=memory).rang == ["104"]


@pytest.mark.parametrize(
    ("argument", "presses", "sentence"),
    [
        ("999", [], Sentence.NOT_FOUND),
        ("112", [], Sentence.NOT_FOUND),
        ("102", [], Sentence.FORWARDED_IN_A_CIRCLE),
        ("+8888", [], Sentence.NOT_FOUND),
        ("9" * 20, [], Sentence.NOT_FOUND),
        ("8104915112345678", [], Sentence.NOT_PERMITTED),
        ("", [], Sentence.GOODBYE),
        ("", ["#"], Sentence.GOODBYE),
        ("", ["***"], Sentence.NOT_FOUND),
    ],
)
def test_a_forward_that_cannot_be_says_why_and_changes_nothing(
    argument: str, presses: list[str], sentence: Sentence
) -> None:
    memory = Forgetful()
    told = call(office(), "102", f"*72{argument}"[:32], memory=memory, presses=presses)
    assert told.said[-1] == sentence
    assert memory.get(Topic.FORWARD, "acme-102") is None


def test_the_clock_tells_the_companys_time() -> None:
    firm = office()
    zone = firm.profile.model_copy(update={"time_zone": "Europe/Moscow"})
    [sentence, moment] = call(firm.changed(2, [zone], []), "101", "*60").said
    assert sentence is Sentence.THE_TIME_IS
    assert isinstance(moment, Moment)
    assert f"{moment.at:%H:%M %z}" == "15:00 +0300"


def test_a_phone_tells_its_number() -> None:
    assert call(office(phone("acme", "102", 2)), "102", "*65").said == [Sentence.YOUR_NUMBER_IS, Digits("102")]


def test_the_echo_is_heard_until_the_end() -> None:
    assert call(office(), "101", "*43").did == ["echo"]


@pytest.mark.parametrize("code", sorted(DEFAULTS.values()))
@pytest.mark.parametrize("argument", ["0", "999999", "*", "#", "**#", "00000000", "9" * 28, "+79161234567", "*#*#"])
def test_nonsense_after_any_code_ends_with_words_or_a_tone(code: str, argument: str) -> None:
    told = call(office(), "101", f"{code}{argument}"[:32])
    assert told.outcome.over or told.ended_with is not None
    assert _explained(told)


@pytest.mark.parametrize("code", sorted(DEFAULTS.values()))
@pytest.mark.parametrize("typed", ["", "#", "*", "0#", "9" * 60])
def test_nonsense_typed_for_any_code_ends_with_words_or_a_tone(code: str, typed: str) -> None:
    told = call(office(), "101", code, presses=[typed] * 20)
    assert told.outcome.over or told.ended_with is not None
    assert _explained(told)


def _explained(told: Story) -> bool:
    """The journey says more than which code it was, or the code had nothing to refuse."""
    words: list[Any] = told.said + told.did
    return bool(words) or told.ended_with is not None or len(told.decisions) > 1
