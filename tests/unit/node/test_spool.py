"""Facts: read once whatever happens to the log, the same when read again, deleted only when stored."""

import json
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from node_agent.asterisk.cel.event import NotAnEvent, boot_line, parse
from node_agent.asterisk.cel.translate import facts_of, party_of
from node_agent.spool import DecisionLog, Spool, decisions
from node_agent.spool import tail as tail_module
from node_agent.spool.tail import Tail
from wire.facts import Decision, Fact, FactKind, Party


def line(kind: str, at: str, unique: str = "1.1", linked: str = "1.1", **fields: str) -> bytes:
    content = {
        "eventtype": kind,
        "eventtime": at,
        "uniqueid": unique,
        "linkedid": linked,
        "channame": "PJSIP/acme-101-00000000",
        "accountcode": "acme",
        "num": "101",
        "name": "Анна",
        "exten": "102",
        "context": "phones",
        "eventextra": "",
    }
    return json.dumps({**content, **fields}, ensure_ascii=False).encode() + b"\n"


START = line("CHAN_START", "1795404404.848366")
HANGUP = line("HANGUP", "1795404405.862602", eventextra='{"hangupcause":17,"dialstatus":"BUSY"}')
END = line("LINKEDID_END", "1795404405.863377")


class Log:
    """An event log and the spool behind it."""

    def __init__(self, folder: Path) -> None:
        self.path, self.folder = folder / "events.jsonl", folder
        self.restart()

    def restart(self) -> None:
        self.spool = Spool.open(self.folder / "spool.sqlite")
        self.tail = Tail(self.path, self.spool, "n1")

    def write(self, data: bytes) -> None:
        with self.path.open("ab") as file:
            file.write(data)

    def facts(self) -> tuple[Fact, ...]:
        while self.tail.step():
            pass
        return self.spool.waiting(500).facts

    def kinds(self) -> list[str]:
        return [fact.kind.value.removeprefix("call.") for fact in self.facts()]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path)


def test_a_call_becomes_facts(log: Log) -> None:
    log.write(START + HANGUP + END)
    start, ended, over = log.facts()
    assert start.id == "n1/c/1.1/CHAN_START/1795404404.848366/0"
    assert (start.call, start.company) == ("n1:1.1", "acme")
    assert start.at == datetime(2026, 11, 23, 3, 26, 44, 848366, tzinfo=UTC)
    assert start.leg is not None
    assert (start.leg.party, start.leg.party_id, start.leg.dialled) == (Party.PHONE, "acme-101", "102")
    assert ended.leg is not None
    assert (ended.leg.cause, ended.leg.dial_status) == (17, "BUSY")
    assert over.kind is FactKind.CALL_ENDED


def test_nothing_is_read_twice_after_a_restart(log: Log) -> None:
    log.write(START)
    first = log.facts()
    log.restart()
    assert log.facts() == first


def test_half_a_line_waits_for_the_other_half(log: Log) -> None:
    log.write(START[:50])
    assert log.kinds() == []
    log.write(START[50:])
    assert log.kinds() == ["leg_started"]


def test_a_truncated_log_is_read_from_its_start(log: Log) -> None:
    log.write(START + HANGUP)
    log.facts()
    log.path.write_bytes(END)
    assert log.kinds() == ["leg_started", "leg_ended", "ended"]


def test_a_rotated_log_loses_nothing(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.write(START)
    log.facts()
    with monkeypatch.context() as small:
        small.setattr(tail_module, "ROTATE_ABOVE", 10)
        log.tail.step()
    old = log.path.with_name("events.jsonl.old")
    assert old.exists()
    with old.open("ab") as late:
        late.write(HANGUP)
    log.write(END)
    log.restart()
    for _ in range(5):
        log.tail.step()
    assert log.kinds() == ["leg_started", "leg_ended", "ended"]
    assert not old.exists()


def test_foreign_lines_are_counted_and_skipped(log: Log) -> None:
    log.write(b"garbage\n{}\n[]\n\0\0\0\n" + START)
    assert log.kinds() == ["leg_started"]
    assert log.tail.bad_lines == 3


def test_a_hole_without_a_line_end_does_not_stop_the_log(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tail_module, "LONGEST_LINE", 1000)
    log.write(b"x" * 2000)
    log.tail.step()
    log.write(b"\n" + START)
    assert log.kinds() == ["leg_started"]


def test_a_crash_of_asterisk_ends_what_was_open(log: Log) -> None:
    log.write(START + line("CHAN_START", "1795404404.9", unique="1.2"))
    log.facts()
    log.restart()
    log.write(boot_line(datetime(2026, 11, 23, 4, tzinfo=UTC)))
    kinds = log.kinds()
    assert kinds == ["leg_started", "leg_started", "leg_ended", "leg_ended", "ended"]
    assert {f.leg.dial_status for f in log.facts() if f.kind is FactKind.LEG_ENDED and f.leg} == {"crash"}


def test_a_start_of_asterisk_ends_nothing_that_had_ended(log: Log) -> None:
    log.write(START + HANGUP + END + boot_line(datetime(2026, 11, 23, 4, tzinfo=UTC)))
    assert log.kinds() == ["leg_started", "leg_ended", "ended"]


def test_what_was_stored_is_forgotten_and_nothing_else(log: Log) -> None:
    log.write(START + HANGUP)
    log.facts()
    stored = log.spool.waiting(1)
    log.spool.forget(stored)
    assert log.kinds() == ["leg_ended"]


def test_who_is_who() -> None:
    assert party_of("PJSIP/acme-101-0000002a") == (Party.PHONE, "acme-101")
    assert party_of("PJSIP/line-l-1-0000002a") == (Party.LINE, "l-1")
    assert party_of("Local/x@y-00000001;1") == (Party.OTHER, "")


def test_hostile_text_in_an_event_stays_text() -> None:
    hostile = line("CHAN_START", "1795404404.8", name="x" * 5000, exten="100&Local/900@x", accountcode="../../etc")
    (fact,) = facts_of(parse(hostile), "n1")
    assert fact.company == ""
    assert fact.leg is not None
    assert fact.leg.dialled == "100&Local/900@x"
    assert len(fact.leg.caller_name) == 256


@pytest.mark.parametrize("text", [b"", b"{}", b'{"eventtype":"ANSWER","eventtime":"x"}', b"[1]", b'{"eventtype":"A"}'])
def test_what_is_not_an_event_is_refused(text: bytes) -> None:
    with pytest.raises(NotAnEvent):
        parse(text)


def test_decisions_wait_beside_the_facts(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "spool.sqlite")
    for number in range(20):
        log.append(decision(number))
    log.close()
    spool = Spool.open(tmp_path / "spool.sqlite")
    assert [fact.id for fact in spool.waiting(500).facts] == [f"n1/d/{number}" for number in range(20)]
    assert spool.count() == 20


def test_a_steady_stream_of_decisions_does_not_put_off_the_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough for a busy machine to keep the stream without a pause.
    monkeypatch.setattr(decisions, "TOGETHER", 0.5)
    log, spool = DecisionLog(tmp_path / "spool.sqlite"), Spool.open(tmp_path / "spool.sqlite")
    began, numbers = time.monotonic(), count()
    look = began
    while time.monotonic() - began < 5:
        log.append(decision(next(numbers)))
        time.sleep(0.005)
        if time.monotonic() - look > 0.2:
            look = time.monotonic()
            if spool.count():
                break
    else:
        pytest.fail("nothing was written while decisions kept coming")
    log.close()
    spool.close()


def decision(number: int) -> Fact:
    return Fact(
        id=f"n1/d/{number}",
        call="n1:1.1",
        company="acme",
        kind=FactKind.DECISION,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        decision=Decision(object_kind="employee", rule="ring"),
    )
