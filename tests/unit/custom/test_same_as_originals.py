"""A call whose logic runs in a company's process goes exactly as it would in the process of the node.

All generated paths of `tests/unit/calls/test_path_hang_ups.py`, with callers who stay and who hang up at each step.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tenants.calls.memory import Forgetful, Topic
from tenants.model import Profile
from tenants.model.custom import Customised
from tenants.simulate.script import Script
from tenants.simulate.scripted_call import ScriptedCall
from tenants.simulate.story import Story, who
from tests.unit.calls.paths import MOBILE
from tests.unit.calls.test_path_hang_ups import PATHS, Path
from tests.unit.custom.lab import Lab

NOTHING = """
from tenants.extend import Customisation

CUSTOMISATION = Customisation("nothing", title="Nothing", descendants=[])
"""


@pytest.fixture(scope="module")
def nothing(lab: Lab) -> Customised:
    """A customisation that changes nothing."""
    return lab.bundle(NOTHING, "nothing")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_call_goes_the_same_way_in_another_process_wherever_the_caller_hangs_up(
    lab: Lab, nothing: Customised, path: Path
) -> None:
    profile = Profile(id="acme", name="Acme", customisation=nothing)
    firm = path.company.changed(2, [profile], [])
    lab.run(lab.started(firm))
    for step in [0, *range(1, path.walk().call.steps + 1)]:
        here, there = memory(), memory()
        expected = path.walk(hang_up_at=step, memory=here)
        call = ScriptedCall(firm, who(firm, path.caller), path.dials, script(path, hang_up_at=step, memory=there))
        told = lab.run(lab.call(call))
        assert list(parts(told)) == list(parts(expected)), f"hung up at step {step}"
        assert remembered(there) == remembered(here)
    assert not lab.logic.failures


def memory() -> Forgetful:
    kept = {"id": "m0", "file": "m0.wav", "at": 1_772_444_400, "seconds": 5, "number": MOBILE, "name": ""}
    made = Forgetful()
    made.put(Topic.MESSAGES, "box", [kept])
    return made


def remembered(memory: Forgetful) -> list[object]:
    """The messages that are kept; their ids are drawn at random."""
    return [{**message, "id": ""} for message in memory.get(Topic.MESSAGES, "box") or ()]


def script(path: Path, **more: Any) -> Script:
    return Script(presses=path.presses, **{**path.script, **more})


def parts(story: Story) -> Iterator[object]:
    """Everything that somebody could notice; ids that are drawn at random are left out."""
    call = story.call
    yield from (story.outcome, story.rang, story.said, story.did, story.shown, story.lines, story.why)
    yield from (call.rang_seconds, call.rang_as, call.ended_with, call.answered, call.recording, call.may_record)
    yield from (call.placings, call.steps, [type(errand) for errand in story.errands])
