"""What Asterisk is told, command by command, for the calls that people make."""

import asyncio
import re
from pathlib import Path

import pytest

from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from tenants.model import CallerRule, Company
from tests.unit.calls.companies import company, person
from tests.unit.fastagi.asterisk_side import AsteriskSide, header, serving, usual_answer
from tests.unit.fastagi.services import services
from tests.unit.fastagi.test_hang_ups import Notes
from wire.facts import Decision

HOW = 'GET FULL VARIABLE "${DIALSTATUS} ${HANGUPCAUSE} ${DIALEDPEERNAME} ${ANSWEREDTIME}"'


def asked(
    tmp_path: Path, first: bytes, ended: str = "ANSWER 16", firm: Company | None = None
) -> tuple[list[str], list[Decision]]:
    """The commands of one call, and the decisions that were noted."""
    notes = Notes()

    async def run() -> list[str]:
        handler = CallHandler(Directory([firm or company()]), notes, "n1", services(tmp_path))  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            side = await AsteriskSide.connect(served.port, first)
            return await side.play(lambda command: usual_answer(command, ended))

    commands = asyncio.run(run())
    return commands, [fact.decision for fact in notes.facts if fact.decision]


def test_a_colleague_is_rung_with_one_command(tmp_path: Path) -> None:
    commands, decisions = asked(tmp_path, header())
    assert commands == ['EXEC Dial "PJSIP/acme-102-1,20,tT"', HOW]
    assert [(d.rule, d.object_id, d.result) for d in decisions] == [
        ("dialled-employee", "acme-102", ""),
        ("ring", "acme-102", "answered"),
    ]


def test_a_phone_that_claims_another_name_is_shown_with_the_companys(tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(caller_name="The Boss", caller_number="100"))
    assert commands[0] == 'EXEC MSet "CALLERID(num)=101,CALLERID(name)=\\"Anna\\""'
    assert commands[1].startswith("EXEC Dial")


def test_a_caller_from_outside_is_shown_as_the_provider_sent_it(tmp_path: Path) -> None:
    first = header(kind="line", endpoint="line-acme-line-1", number="+74951110000", caller_number="+79161234567")
    commands, _ = asked(tmp_path, first)
    assert commands == ['EXEC Dial "PJSIP/acme-101-1,20,t"', HOW]


@pytest.mark.parametrize("sent", ["+79161234567", "79161234567", "89161234567"])
def test_a_blocked_caller_is_known_however_the_provider_writes_the_number(sent: str, tmp_path: Path) -> None:
    rule = CallerRule(id="rule", name="Pest", prefix="+7916")
    first = header(kind="line", endpoint="line-acme-line-1", number="+74951110000", caller_number=sent)
    _, decisions = asked(tmp_path, first, firm=company("acme", rule))
    assert [d.rule for d in decisions] == ["caller-rule", "say"]


def test_a_call_outside_shows_a_number_of_the_company_and_no_name(tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(number="89161234567"))
    assert commands == [
        'EXEC MSet "CALLERID(num)=+74951110000,CALLERID(name)=\\"\\""',
        'EXEC Dial "PJSIP/+79161234567@line-acme-line-1,120^8,T"',
        HOW,
    ]


@pytest.mark.parametrize(
    ("ended", "cause"),
    [
        ("BUSY 17", "17"),
        ("NOANSWER 0", "19"),
        ("CHANUNAVAIL 21", "21"),
        ("CHANUNAVAIL 3", "20"),
        ("CHANUNAVAIL 18", "20"),
    ],
)
def test_a_call_that_nobody_took_is_spoken_of_and_ends_with_its_cause(ended: str, cause: str, tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(), ended)
    progress, said, hung_up = commands[2:]
    assert progress == 'EXEC Progress ""'
    assert re.fullmatch(r'EXEC Playback "/[a-z0-9/_.-]+,noanswer"', said, re.IGNORECASE)
    assert hung_up == f'EXEC Hangup "{cause}"'


@pytest.mark.parametrize("ended", ["ANSWER 16", "CANCEL 0"])
def test_a_call_that_is_over_is_left_to_the_dialplan(ended: str, tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(), ended)
    assert commands[2:] == []


def test_a_line_that_does_not_answer_at_all_is_down(tmp_path: Path) -> None:
    commands, decisions = asked(tmp_path, header(number="89161234567"), "CHANUNAVAIL 18")
    assert commands[-1] == 'EXEC Hangup "34"'
    assert "all-circuits-busy-now" in commands[-2]
    assert [d.result for d in decisions if d.rule == "ring-outside"] == ["line-down"]


def test_an_unknown_number_is_spoken_of_and_ended(tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(number="999999"))
    assert commands == [
        'EXEC Progress ""',
        'EXEC Playback "/usr/share/asterisk/sounds/en/cannot-complete-as-dialed,noanswer"',
        'EXEC Hangup "1"',
    ]


def test_a_phone_that_call_logic_does_not_know_goes_to_the_fallback(tmp_path: Path) -> None:
    assert asked(tmp_path, header(endpoint="nobody-1")) == ([], [])


def test_a_phone_cannot_speak_as_a_line(tmp_path: Path) -> None:
    assert asked(tmp_path, header(kind="line", endpoint="acme-101-1")) == ([], [])


def test_a_change_during_a_call_meets_the_next_one(tmp_path: Path) -> None:
    async def run() -> None:
        directory, notes = Directory([company()]), Notes()
        handler = CallHandler(directory, notes, "n1", services(tmp_path))  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            side = await AsteriskSide.connect(served.port, header())
            await side.command()
            before = directory.company("acme")
            assert before is not None
            renamed = person("acme", "102", "Renamed")
            directory.change(before.changed(2, [renamed], []), [renamed], [])
            side.send(usual_answer(b"EXEC Dial"))
            await side.play()
            await (await AsteriskSide.connect(served.port, header())).play()
        told = [(f.decision.text, f.decision.version) for f in notes.facts if f.decision and f.decision.rule == "ring"]
        assert told == [("Boris", 1), ("Renamed", 2)]

    asyncio.run(run())
