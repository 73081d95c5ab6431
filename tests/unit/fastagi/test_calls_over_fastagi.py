"""What Asterisk is told, command by command, for the calls that people make."""

import asyncio
from pathlib import Path

import pytest

from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from tests.unit.calls.companies import company, person
from tests.unit.fastagi.asterisk_side import AsteriskSide, header, serving, usual_answer
from tests.unit.fastagi.test_hang_ups import Notes
from wire.facts import Decision

HOW = 'GET FULL VARIABLE "${DIALSTATUS} ${HANGUPCAUSE} ${DIALEDPEERNAME} ${ANSWEREDTIME}"'


def asked(tmp_path: Path, first: bytes, ended: str = "ANSWER 16") -> tuple[list[str], list[Decision]]:
    """The commands of one call, and the decisions that were noted."""
    notes = Notes()

    async def run() -> list[str]:
        handler = CallHandler(Directory([company()]), notes, "n1")  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            side = await AsteriskSide.connect(served.port, first)
            return await side.play(lambda command: usual_answer(command, ended))

    commands = asyncio.run(run())
    return commands, [fact.decision for fact in notes.facts if fact.decision]


def test_a_colleague_is_rung_with_one_command(tmp_path: Path) -> None:
    commands, decisions = asked(tmp_path, header())
    assert commands == ['EXEC Dial "PJSIP/acme-102-1,20"', HOW]
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
    assert commands == ['EXEC Dial "PJSIP/acme-101-1,20"', HOW]


def test_a_call_outside_shows_the_employees_number_and_not_the_name(tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(number="89161234567"))
    assert commands == [
        'EXEC MSet "CALLERID(num)=+74951110101,CALLERID(name)=\\"\\""',
        'EXEC Dial "PJSIP/+79161234567@line-acme-line-1,120"',
        HOW,
    ]


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        ("BUSY 17", ['EXEC Hangup "17"']),
        ("NOANSWER 0", ['EXEC Hangup "19"']),
        ("CHANUNAVAIL 21", ['EXEC Hangup "21"']),
        ("CHANUNAVAIL 3", ['EXEC Progress ""', 'EXEC Playback "vm-nobodyavail,noanswer"', 'EXEC Hangup "20"']),
        ("CHANUNAVAIL 18", ['EXEC Progress ""', 'EXEC Playback "vm-nobodyavail,noanswer"', 'EXEC Hangup "20"']),
        ("ANSWER 16", []),
        ("CANCEL 0", []),
    ],
)
def test_a_call_that_nobody_took_ends_as_the_caller_expects(ended: str, last: list[str], tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(), ended)
    assert commands[2:] == last


def test_a_line_that_does_not_answer_at_all_is_down(tmp_path: Path) -> None:
    commands, decisions = asked(tmp_path, header(number="89161234567"), "CHANUNAVAIL 18")
    assert commands[-1] == 'EXEC Hangup "34"'
    assert "all-circuits-busy-now" in commands[-2]
    assert [d.result for d in decisions if d.rule == "ring-outside"] == ["failed"]


def test_an_unknown_number_is_spoken_of_and_ended(tmp_path: Path) -> None:
    commands, _ = asked(tmp_path, header(number="999999"))
    assert commands == [
        'EXEC Progress ""',
        'EXEC Playback "cannot-complete-as-dialed,noanswer"',
        'EXEC Hangup "1"',
    ]


def test_a_phone_that_call_logic_does_not_know_goes_to_the_fallback(tmp_path: Path) -> None:
    assert asked(tmp_path, header(endpoint="nobody-1")) == ([], [])


def test_a_phone_cannot_speak_as_a_line(tmp_path: Path) -> None:
    assert asked(tmp_path, header(kind="line", endpoint="acme-101-1")) == ([], [])


def test_a_change_during_a_call_meets_the_next_one(tmp_path: Path) -> None:
    async def run() -> None:
        directory, notes = Directory([company()]), Notes()
        handler = CallHandler(directory, notes, "n1")  # type: ignore[arg-type]
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
