"""Every scripted call of these tests is witnessed and told again: the same decisions must come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from tenants.calls import take_call
from tenants.calls.call import Caller, Target
from tenants.calls.outcome import Outcome
from tenants.model import Company
from tenants.simulate import Script, ScriptedCall, Story
from tenants.simulate.retelling import caller_again, script_again
from tenants.simulate.script import Behaviour
from tenants.simulate.story import tell, who
from tenants.witness import Witness, Witnessing
from tenants.witness.notes import Notes


class WitnessedCall(Witnessing, ScriptedCall):
    """Like a real one: ringing returns after the talk."""

    def __init__(self, company: Company, caller: Caller, dialled: str, script: Script) -> None:
        self.notes = Notes(self._seconds, script.seed)
        super().__init__(company, caller, dialled, script)
        self.notes.recorded = self.recorded

    def _seconds(self) -> float:
        return self.now.timestamp()

    def _ring(self, targets: Sequence[Target], seconds: int) -> Outcome:
        outcome = super()._ring(targets, seconds)
        self._now += timedelta(seconds=outcome.talked)
        return outcome


async def simulate(
    company: Company,
    *,
    caller: str,
    dials: str,
    answers: Mapping[str, Behaviour] | None = None,
    script: Script | None = None,
    transferred_by: str = "",
) -> Story:
    """As `tenants.simulate.simulate`."""
    script = script or Script(answers or {})
    transferrer = company.employees_by_number[transferred_by] if transferred_by else None
    button = who(company, transferred_by).phone if transferred_by else None
    calling = replace(who(company, caller), transferred_by=transferrer, transferred_from=button)
    call = WitnessedCall(company, calling, dials, script)
    story = Story(call, await take_call(call))
    witness = call.notes.witness(version=company.version, at=script.now, caller=calling, dialled=dials)
    await _told_again(company, witness, story)
    return story


async def _told_again(company: Company, witness: Witness, story: Story) -> None:
    assert Witness.model_validate(deepcopy(witness.model_dump(mode="json"))) == witness
    if not witness.whole:
        return
    again = await tell(company, caller_again(company, witness), witness.dialled, script_again(company, witness))
    assert again.why == story.why
    assert again.decisions == story.decisions
