"""How a call's wishes become commands, and who a transferred caller is."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from node_agent.asterisk.fastagi import dialling, joining
from node_agent.asterisk.fastagi.dialling import Offer, ring
from node_agent.asterisk.fastagi.session import DECISION_SECONDS
from node_agent.calls.channel.ringing import plan
from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from node_agent.calls.parked import ParkedCalls
from node_agent.calls.services import Services
from node_agent.calls.usage import Usage
from tenants.calls.call import Call, CallerGone, Target
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tests.unit.calls.companies import company
from tests.unit.fastagi.asterisk_side import AsteriskSide, header, serving, usual_answer
from tests.unit.fastagi.services import services
from tests.unit.fastagi.test_hang_ups import Notes

ACME = company()
LINE = next(iter(ACME.lines.values()))
PHONES = list(ACME.phones_by_login.values())


def played(
    tmp_path: Path,
    first: bytes,
    logic: Callable[[Call], Awaitable[object]],
    answer: Callable[[bytes], bytes] = usual_answer,
    given: Services | None = None,
) -> list[str]:
    """The commands of a call whose logic is `logic`."""

    async def run() -> list[str]:
        handler = CallHandler(Directory([ACME]), Notes(), "n1", given or services(tmp_path), logic)  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            commands = await (await AsteriskSide.connect(served.port, first)).play(answer)
            assert not served.server.refusals
            return commands

    return asyncio.run(run())


def test_a_line_that_the_platform_lends_has_its_owners_limit_and_each_company_its_own(tmp_path: Path) -> None:
    told: list[tuple[int, bool]] = []
    owned, lent = LINE.model_copy(update={"calls_max": 2}), LINE.model_copy(update={"host": None, "shared": True})

    async def look(call: Call) -> None:
        told.append((call.calls_over(lent), call.shared_line_full(lent)))
        told.append((call.calls_over(owned), call.shared_line_full(owned)))

    given = replace(services(tmp_path), owned_line={LINE.id: owned}.get)
    with given.usage.using("bell", LINE.id):
        played(tmp_path, header(), look, given=given)
        with given.usage.using("bell", LINE.id):
            played(tmp_path, header(), look, given=given)
    assert told == [(0, False), (1, False), (0, True), (2, False)]


def mobile(after: int = 0, *, confirm: bool = False) -> Target:
    return Target(line=LINE, number="+79161234567", shown="+74951110000", after=after, confirm=confirm)


def test_plain_phones_need_no_leg_of_their_own() -> None:
    planned = plan([Target(phone=phone) for phone in PHONES], 20)
    assert planned.devices == tuple(f"PJSIP/{phone.login}" for phone in PHONES)
    assert not planned.legs


def test_what_is_late_confirmed_or_outside_rings_through_a_leg() -> None:
    planned = plan([Target(phone=PHONES[0]), Target(phone=PHONES[1], after=5), mobile(8, confirm=True)], 20)
    assert planned.devices == (f"PJSIP/{PHONES[0].login}",)
    late, outside = planned.legs
    assert (late.after, late.seconds, late.shown, late.confirm) == (5, 15, None, False)
    assert (outside.after, outside.seconds, outside.shown, outside.confirm) == (8, 12, "+74951110000", True)


def test_what_would_begin_after_the_end_does_not_ring() -> None:
    planned = plan([Target(phone=PHONES[0], after=20)], 20)
    assert not planned.devices
    assert not planned.legs


def test_more_phones_than_a_command_can_hold_ring_as_far_as_they_fit() -> None:
    many = [Target(phone=PHONES[0].model_copy(update={"login": f"acme-{index:030}"})) for index in range(200)]
    devices = plan(many, 20).devices
    assert 30 < len(devices) < 200
    assert len(ring(devices, dialling.LEGS_MAX, 20, Offer(music="a" * 129, transfer_called=True)).line) <= 2000
    assert len(joining.page([target.phone.login for target in many if target.phone], two_way=True).line) <= 2000


def test_a_slot_is_one_callers() -> None:
    slots, told = ParkedCalls(), []
    slots.watchers.append(lambda *change: told.append(change))
    parked = slots.take("acme", "701", "PJSIP/a-00000001")
    assert parked is not None
    assert slots.take("acme", "701", "PJSIP/b-00000002") is None
    assert slots.take("bell", "701", "PJSIP/c-00000003") is not None
    slots.leave("acme", "701", parked)
    slots.leave("acme", "701", parked)
    assert slots.get("acme", "701") is None
    assert told == [("acme", "701", True), ("bell", "701", True), ("acme", "701", False)]


def test_calls_over_a_line_are_counted_while_they_last() -> None:
    usage = Usage()
    with usage.using("acme", "line"), usage.using("acme", "line"):
        assert (usage.over("line"), usage.outside("acme"), usage.outside("bell")) == (2, 2, 0)
    assert (usage.over("line"), usage.outside("acme")) == (0, 0)


@pytest.mark.parametrize(
    ("channel", "number", "transferred_by"),
    [
        ("PJSIP/line-acme-line-1-00000007", "+79160000000", "Anna"),
        ("PJSIP/acme-102-1-00000007", "102", "Anna"),
        ("PJSIP/bell-102-1-00000007", "101", None),
        ("Local/102@transfer-00000001;2", "101", None),
    ],
)
def test_rights_are_those_of_who_transferred(
    tmp_path: Path, channel: str, number: str, transferred_by: str | None
) -> None:
    callers = []

    async def look(call: Call) -> None:
        callers.append(call.caller)

    first = header(kind="transfer", endpoint="acme-101-1", caller_number="+79160000000", channel=channel)
    played(tmp_path, first, look)
    [caller] = callers
    assert caller.number == number
    assert (caller.transferred_by.name if caller.transferred_by else None) == transferred_by
    assert (caller.employee is None) != (caller.line is None)


def test_a_stranger_cannot_transfer(tmp_path: Path) -> None:
    async def never(call: Call) -> None:
        raise AssertionError(call.caller)

    assert played(tmp_path, header(kind="transfer", endpoint="nobody-1"), never) == []


def test_a_call_that_was_only_spoken_to_is_ended_by_us_and_not_sent_to_the_fallback(tmp_path: Path) -> None:
    async def speak(call: Call) -> None:
        await call.answer()
        await call.say(Sentence.NOT_FOUND)

    commands = played(tmp_path, header(), speak)
    assert commands[0] == 'EXEC Answer ",i"'
    assert commands[-1] == 'EXEC Hangup "16"'


def test_a_caller_who_goes_while_words_are_said_is_gone(tmp_path: Path) -> None:
    gone: list[bool] = []

    async def speak(call: Call) -> None:
        try:
            await call.say(Sentence.NOT_FOUND)
        except CallerGone:
            gone.append(True)
            raise

    def interrupted(command: bytes) -> bytes:
        return b"200 result=-1\n" if b"Playback" in command else usual_answer(command)

    commands = played(tmp_path, header(), speak, interrupted)
    assert gone == [True]
    assert len(commands) == 2, "nothing is said to a caller who has gone"


def test_who_took_the_call_is_told_also_of_a_leg(tmp_path: Path) -> None:
    outcomes: list[Outcome] = []

    async def both(call: Call) -> None:
        phone = call.company.phones_by_login["acme-102-1"]
        outcomes.append(await call.ring([Target(phone=phone), mobile(confirm=True)], seconds=20))

    def answered(command: bytes) -> bytes:
        return usual_answer(command, "ANSWER 16 Local/1@leg-00000003;1 42")

    commands = played(tmp_path, header(), both, answered)
    assert [(outcome.reason, outcome.by) for outcome in outcomes] == [(Reason.ANSWERED, "+79161234567")]
    assert commands[0].startswith('EXEC MSet "__CONFIRM_SOUND=')
    assert commands[1].startswith('EXEC Dial "PJSIP/acme-102-1&Local/1@leg,20')


def test_no_deadline_runs_while_callers_listen_or_type(tmp_path: Path) -> None:
    heard: list[str] = []

    async def ask(call: Call) -> None:
        heard.append(await call.ask(Sentence.ENTER_PIN, digits=4))

    async def run() -> None:
        handler = CallHandler(Directory([ACME]), Notes(), "n1", services(tmp_path), ask)  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            side = await AsteriskSide.connect(served.port, header())
            side.send(usual_answer(await side.command()))
            await side.command()
            await asyncio.sleep(DECISION_SECONDS + 0.5)
            side.send(b"200 result=0\n")
            assert await side.command() == b'GET FULL VARIABLE "${ASKED}"\n'
            side.send(b"200 result=1 (1234)\n")
            await side.play()

    asyncio.run(run())
    assert heard == ["1234"]


def test_a_slow_web_service_is_waited_for_longer_than_a_decision_may_take(tmp_path: Path) -> None:
    slow = DECISION_SECONDS + 0.5

    async def answer_late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"}")
        await asyncio.sleep(slow)
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"who": "Anna"}')
        writer.close()

    async def run() -> list[str]:
        service = await asyncio.start_server(answer_late, "127.0.0.1", 0)
        port = service.sockets[0].getsockname()[1]

        async def fetch(call: Call) -> None:
            found = await call.fetch(f"http://127.0.0.1:{port}/", {}, milliseconds=int(slow * 1000) + 2000)
            await call.end(Reason.BUSY if found.fields == {"who": "Anna"} else Reason.FAILED)

        trusting = replace(services(tmp_path), private_web_services=True)
        handler = CallHandler(Directory([ACME]), Notes(), "n1", trusting, fetch)  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            return await (await AsteriskSide.connect(served.port, header())).play()

    assert asyncio.run(run()) == ['EXEC Hangup "17"']
