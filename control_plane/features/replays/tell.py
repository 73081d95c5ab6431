"""A replay as the API's plain data."""

from collections.abc import Sequence
from typing import Any

from control_plane.core.context import Context
from control_plane.features.replays.service import Replay, Retold
from control_plane.features.simulations.tell import failure_out, steps_out
from control_plane.features.simulations.words import decision_sentence
from control_plane.web.words import gettext
from tenants.calls.decision import Decision
from tenants.simulate.comparing import Difference


def replay_out(ctx: Context, call: str, replay: Replay) -> dict[str, Any]:
    """The plain data of ReplayOut."""
    return {
        "call": call,
        "then_version": replay.then.version,
        "now_version": replay.now.version,
        "same": all(run.changed.same for run in replay.runs),
        "runs": [_run_out(run) for run in replay.runs],
        "failure": failure_out(ctx, replay.failure),
    }


def _run_out(run: Retold) -> dict[str, Any]:
    witness = run.run.witness
    return {
        "at": witness.at,
        "dialled": witness.dialled,
        "complete": witness.whole,
        "faithful": run.faithful.same,
        "unfaithful": difference_out(run.faithful),
        "difference": difference_out(run.changed),
        "then": steps_out(run.then),
        "now": steps_out(run.now),
    }


def difference_out(difference: Difference) -> dict[str, Any] | None:
    if difference.at is None:
        return None
    return {"at": difference.at, "then": in_words(difference.left), "now": in_words(difference.right)}


def in_words(decisions: Sequence[Decision]) -> str:
    """`Anna does not answer → Mailbox: Anna`."""
    said = [words for decision in decisions if (words := decision_sentence(decision))]
    return " → ".join(said) or gettext("nothing more")
