"""Custom code that crashes, hangs or attacks: the caller is served all the same, and the operator hears why."""

import asyncio
import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tenants.calls.outcome import Reason
from tenants.model import Music
from tenants.simulate.scripted_call import ScriptedCall
from tests.unit.custom.lab import Lab, customised, scripted

SERVED_WITHIN = 2.0


@dataclass(frozen=True)
class Deed:
    """What a descendant does, and what the operator reads about it."""

    name: str
    body: str
    told: str
    whole: bool | None = False
    """Whether the company's process does not survive it; None: that depends on how busy the machine is."""


DEEDS = [
    Deed("raises", "raise ValueError('no such room')", "ValueError: no such room"),
    Deed("leaves by sys.exit", "sys.exit(3)", "SystemExit: 3"),
    Deed("awaits for ever", "await asyncio.sleep(3600)", "await asyncio.sleep(3600)"),
    Deed("returns nonsense", "return 'served'", "outcome"),
    Deed("spins", "while True: pass", "in ring", whole=True),
    Deed("sleeps", "time.sleep(60)", "in ring", whole=True),
    Deed("spins in small steps", "while True: await asyncio.sleep(0)", "in ring"),
    Deed("answers for ever", "while True: await call.answer()", "", whole=None),
    Deed("asks for ever", "while True: call.busy(self.employee)", "", whole=None),
    Deed("notes for ever", "while True: note('x')", "", whole=True),
    Deed("takes all memory", "kept = [bytearray(10_000_000) for _ in range(100_000)]", "MemoryError"),
    Deed("recurses", "f = lambda g: g(g)\nf(f)", "RecursionError"),
    Deed("exits", "os._exit(0)", "its process ended", whole=True),
    Deed("crashes", "import ctypes\nctypes.string_at(0)", "Segmentation fault", whole=True),
    Deed("says nonsense", "for n in range(3, 9): os.write(n, b'{}\\n')\ntime.sleep(9)", "", whole=True),
    Deed("closes everything", "os.closerange(0, 64)\ntime.sleep(9)", "its process ended", whole=True),
    Deed("rings what is not there", "await call.ring([Target(phone=self.employee)], seconds=5)", "has no Phone"),
    Deed("says what is another company's", "await call.say(Kept('bell/message.wav'))", "is no file of this company"),
    Deed("forks", "os.fork()", "PermissionError"),
    Deed("forks a bomb", "while True:\n    try: os.fork()\n    except OSError: time.sleep(0.01)", "in ring", True),
    Deed("starts threads", "import threading\nthreading.Thread(target=print).start()", "can't start new thread"),
    Deed("starts programs", "os.execv('/usr/bin/id', ['id'])", "PermissionError"),
    Deed("opens sockets", "import socket\nsocket.socket()", "PermissionError"),
    Deed("writes files", "open('/usr/x', 'w')", "Read-only file system"),
    Deed("writes where everybody may", "open('/dev/shm/x', 'w')", "No such file"),
    Deed("reads the node's files", "open('/etc/passwd')", "No such file"),
    Deed("looks at processes", "os.listdir('/proc')", "No such file"),
    Deed("ends its parent", "os.kill(os.getppid(), 9)", "PermissionError"),
    Deed("ends everybody", "os.kill(-1, 9)", "PermissionError"),
    Deed("ends itself", "os.kill(os.getpid(), 9)", "PermissionError"),
    Deed("unmounts the wall", "import ctypes\nassert ctypes.CDLL(None).umount2(b'/bundles', 2) == 0", "AssertionError"),
]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_whatever_custom_code_does_the_caller_is_served_by_the_originals_in_time(
    lab: Lab, deed: Deed, caplog: pytest.LogCaptureFixture
) -> None:
    bad = customised(lab.ringing(deed.body), name="bad")
    lab.run(lab.started(bad))
    began = time.monotonic()
    told = lab.told(bad)
    assert time.monotonic() - began < SERVED_WITHIN
    assert told.rang == ["101"], "by the originals, once"
    assert told.outcome.answered
    assert "the product's own logic takes the call (failed)" in told.why
    lab.run(until(lambda: "ALERT customisation changed" in caplog.text and deed.told in caplog.text))
    assert lab.logic.failures["bad"]
    assert deed.whole is None or lab.run(lab.alive(bad)) is not deed.whole


@pytest.mark.parametrize(
    "deed", [each for each in DEEDS if each.name in {"spins", "takes all memory", "asks for ever"}]
)
def test_calls_of_another_company_do_not_notice(lab: Lab, deed: Deed) -> None:
    bad = customised(lab.ringing(deed.body), name="bad")
    good = customised(lab.ringing("note('all is well')", "kind"), name="good")
    plain = customised(None, name="plain")

    async def others(seconds: float) -> list[float]:
        """How long each of their calls took."""
        took = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for where in (good, plain):
                began = time.monotonic()
                told = await lab.call(scripted(where))
                took.append(time.monotonic() - began)
                assert told.rang == ["101"]
                assert ("all is well" in told.why) is (where is good)
            await asyncio.sleep(0.02)
        return sorted(took)

    async def both() -> tuple[list[float], list[float]]:
        await lab.started(bad)
        await lab.started(good)
        alone = await others(1.0)
        beside, told = await asyncio.gather(others(1.0), lab.call(scripted(bad)))
        assert told.outcome.answered
        return alone, beside

    alone, beside = lab.run(both())
    # A spinning neighbour takes one of the machine's processors, and never the event loop.
    assert beside[len(beside) // 2] < max(0.1, 4 * alone[len(alone) // 2])
    assert beside[-1] < 0.9


def test_the_other_calls_of_its_company_survive_a_crash_of_one(lab: Lab) -> None:
    """Who talks goes on talking; who is not served yet is served by the originals."""
    where = customised(lab.ringing("if call.caller.number == '103': os._exit(1)\nawait call.wait(9)"))

    async def both() -> None:
        await lab.started(where)
        listening, heard_all = lasting(scripted(where))
        first = asyncio.create_task(lab.call(listening))
        await until(lambda: listening.steps > 0)
        assert (await lab.call(scripted(where, caller="103"))).outcome.answered
        assert not first.done(), "nobody takes the call before what it does is over"
        heard_all.set()
        assert (await first).rang == ["101"]

    lab.run(both())


def test_a_call_does_one_thing_at_a_time(lab: Lab) -> None:
    where = customised(lab.ringing("await asyncio.gather(call.wait(1), call.wait(1))"), name="bad")

    async def both() -> str:
        await lab.started(where)
        listening, heard_all = lasting(scripted(where))
        telling = asyncio.create_task(lab.call(listening))
        await until(lambda: listening.steps > 0)
        await asyncio.sleep(0.1)
        heard_all.set()
        return (await telling).why

    assert "one thing at a time" in lab.run(both())


def lasting(call: ScriptedCall) -> tuple[ScriptedCall, asyncio.Event]:
    """Its waits last until the event."""
    over, wait = asyncio.Event(), call.wait

    async def long_wait(seconds: float, *, music: Music | None = None) -> None:
        await wait(seconds, music=music)
        await over.wait()

    call.wait = long_wait  # type: ignore[method-assign]
    return call, over


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def test_a_caller_who_has_talked_is_not_sent_round_again(lab: Lab) -> None:
    where = customised(lab.ringing("await super().ring(call)\nraise ValueError('after the talk')"), name="bad")
    told = lab.told(where)
    assert told.rang == ["101"]
    assert told.outcome.answered
    assert "after the talk" in told.why


def test_code_that_fails_again_and_again_is_switched_off_for_a_while(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    where = customised(lab.ringing("raise ValueError('again')"), name="bad")
    stories = [lab.told(where) for _ in range(5)]
    assert all(told.outcome.answered for told in stories)
    assert ["failed:" in told.why for told in stories] == [True] * 3 + [False] * 2
    assert "is switched off" in stories[-1].why
    assert "is off for 10 s" in caplog.text
    assert lab.logic.off() == [f"bad: changed ({where.profile.customisation.bundle[:12]})"]  # type: ignore[union-attr,index]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("syntax error here", "SyntaxError"),
        ("import nothing_of_this_name", "ModuleNotFoundError"),
        ("x = 1", "must offer CUSTOMISATION"),
        ("import os\nos._exit(1)", "its process ended"),
        ("import sqlite3\nsqlite3.connect('/x.sqlite').execute('CREATE TABLE x (y)')", "Error"),
    ],
)
def test_code_that_cannot_be_loaded_leaves_the_calls_to_the_originals(
    lab: Lab, source: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    told = lab.told(customised(lab.bundle(source), name="bad"))
    assert told.outcome.answered
    assert told.rang == ["101"]
    assert why in caplog.text


def test_a_customisation_that_this_node_does_not_have_is_told_and_not_missed(lab: Lab) -> None:
    which = lab.ringing("pass").model_copy(update={"bundle": "0" * 64})
    told = lab.told(customised(which))
    assert told.rang == ["101"]
    assert "is not on this node (yet)" in told.why


def test_passwords_and_other_customers_code_are_not_there(lab: Lab) -> None:
    other = lab.ringing("pass", "other")
    body = f"""
    note([line.password for line in call.company.lines.values()])
    note({{phone.digest for phone in call.company.phones_by_login.values()}})
    note(os.path.exists('/bundles/{other.bundle}'))
    note(sorted(os.listdir('/bundles')))
    note(sorted(name for name in os.environ if 'CARILLON' in name))
    """
    told = lab.told(customised(lab.ringing(body)))
    assert [d.text for d in told.decisions if d.rule == "custom"] == ["[None]", str({"0" * 64}), "False", "[]", "[]"]


def test_no_process_is_left_behind(lab: Lab) -> None:
    folder = lab.bundles.parent / "short"
    folder.mkdir()
    short = Lab(folder)
    short.told(customised(short.ringing("pass")))
    handle = os.pidfd_open(short.sandbox)
    short.close()
    assert select.select([handle], [], [], 5)[0], "the sandbox has ended, and with it all that was in it"
    os.close(handle)


def test_a_call_of_the_originals_reads_nothing_that_custom_code_made_up(lab: Lab) -> None:
    body = """
    from tenants.calls.memory import Topic
    call.memory.put(Topic.MESSAGES, "box", [{"id": "1", "file": "../../etc/x.wav", "at": 1, "seconds": 1}])
    await call.wait(0)
    """
    told = lab.told(customised(lab.ringing(body), name="bad"))
    assert "messages cannot be" in told.why
    assert told.outcome.reason is Reason.ANSWERED
