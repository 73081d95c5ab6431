"""What real phones did, told again by the simulator: both must decide the same."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tests.kit.stack import CompanyApi

NOT_WITNESSED = 409


@dataclass
class Retelling:
    """Of one company: each of its calls is told again once."""

    api: CompanyApi
    told: set[str] = field(default_factory=set)
    runs: int = 0
    """Runs of the call logic that were compared."""

    def check(self, seconds: float = 3) -> None:
        """Every call that is over and was not told yet. Raises AssertionError with what the simulator does otherwise.

        `seconds`: how long what a call met may be on its way. Calls of the node's own (errands, agents), and those
        whose call logic was killed by a test, have no witness.
        """
        deadline = time.monotonic() + seconds
        wrong = []
        for call in self.api.calls():
            if call["id"] in self.told or call["state"] != "complete":
                continue
            self.told.add(call["id"])
            wrong += self._told_again(call["id"], deadline)
        assert not wrong, "the simulator decides otherwise than the node did:\n" + "\n".join(wrong)

    def _told_again(self, call: str, deadline: float) -> list[str]:
        while True:
            path = f"/companies/{self.api.id}/calls/{call}/replay"
            answer = self.api.stack.send("POST", path, {})
            if answer.status_code != NOT_WITNESSED or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        if answer.status_code == NOT_WITNESSED:
            return []
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        whole = [run for run in answer.json()["runs"] if run["complete"]]
        self.runs += len(whole)
        return [
            f"{run['dialled']} at {run['at']}:\n  node:      {run['unfaithful']['then']}\n"
            f"  simulator: {run['unfaithful']['now']}"
            for run in whole
            if not run["faithful"]
        ]
