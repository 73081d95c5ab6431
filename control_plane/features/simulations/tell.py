"""A story as the API's plain data, in the language that was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask_babel

from control_plane.features.customisations.simulating import Tale
from control_plane.features.simulations.service import Told
from control_plane.features.simulations.words import happening_words, result_words
from tenants.simulate import Story


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Words inside are in `language`; None: the reader's."""
    if language is None:
        yield
        return
    with flask_babel.force_locale(language):
        yield


def told_out(told: Told) -> dict[str, Any]:
    """The plain data of SimulationOut."""
    story = told.story
    return {
        "company": told.company.id,
        "version": told.company.version,
        "time_zone": told.company.profile.time_zone,
        "at": story.timeline[0].at,
        "result": story.outcome.reason.value,
        "result_words": result_words(story.outcome),
        "rang": story.rang,
        "assumed": list(told.assumed),
        "steps": steps_out(story),
    }


def steps_out(story: Story | Tale) -> list[dict[str, Any]]:
    """The plain data of TraceStep, each."""
    steps = []
    for each in story.timeline:
        step: dict[str, Any] = {"at": each.at, "what": each.what.value, "words": happening_words(each)}
        if (decision := each.decision) is not None:
            step |= {
                "rule": decision.rule.value,
                "object_kind": decision.object_kind,
                "object_id": decision.object_id,
                "result": decision.reason.value if decision.reason else "",
                "text": decision.text,
            }
        steps.append(step)
    return steps
