"""A story as the API's plain data, in the language that was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask_babel

from control_plane.core.context import Context
from control_plane.core.roles import Permission
from control_plane.features.customisations.simulating import SimulationFailed, Tale
from control_plane.features.simulations.service import Told
from control_plane.features.simulations.words import happening_words, result_words
from control_plane.web.sentences import say


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Words inside are in `language`; None: the reader's."""
    if language is None:
        yield
        return
    with flask_babel.force_locale(language):
        yield


def told_out(ctx: Context, told: Told) -> dict[str, Any]:
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
        "failure": failure_out(ctx, told.failure),
    }


def failure_out(ctx: Context, failure: SimulationFailed | None) -> dict[str, Any] | None:
    """The plain data of FailureOut; lines of code are for those who may ship code."""
    if failure is None:
        return None
    developer = ctx.actor.may(Permission.SHIP_BUNDLES)
    return {"text": say(failure.detail), "trace": list(failure.trace) if developer else []}


def steps_out(story: Tale) -> list[dict[str, Any]]:
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
