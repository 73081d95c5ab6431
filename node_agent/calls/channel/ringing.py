"""Ringing phones and numbers outside."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from node_agent.asterisk.fastagi import commands, dialling
from node_agent.asterisk.fastagi.dialling import Offer, RingLeg
from node_agent.asterisk.prompts.words import pieces_of
from node_agent.asterisk.realtime.rows import line_endpoint
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.dial_results import answered_by, line_outcome, may_be_the_line, phone_outcome, talked
from tenants.calls.call import CallerGone, Target
from tenants.calls.outcome import ABANDONED, Outcome, Reason
from tenants.calls.sentences import Sentence

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is rung how. `devices` ring at once; `legs` are described first and ring through legs of their own."""

    devices: tuple[str, ...]
    legs: tuple[RingLeg, ...]
    leg_targets: tuple[Target, ...]
    only_phones: bool


def plan(targets: Sequence[Target], seconds: int) -> Plan:
    """Plain phones ring at once in one command; everything else through a leg. Raises BadCommand."""
    devices: list[str] = []
    legs: list[RingLeg] = []
    leg_targets: list[Target] = []
    for target in targets:
        if target.after >= seconds:
            continue
        device = _device(target)
        if device is None:
            continue
        if target.phone is not None and not target.after and not target.confirm:
            devices.append(device)
        elif len(legs) < dialling.LEGS_MAX:
            shown = None if target.phone is not None else target.shown or ""
            legs.append(RingLeg(device, seconds - target.after, target.after, shown, target.confirm))
            leg_targets.append(target)
    ringing = dialling.fitting(devices)
    if len(ringing) < len(devices):
        log.warning("%s phones are too many to ring at once; the first %s ring", len(devices), len(ringing))
    return Plan(tuple(ringing), tuple(legs), tuple(leg_targets), all(target.phone for target in targets))


async def ring(
    leg: CallerLeg, targets: Sequence[Target], seconds: int, shown: tuple[str | None, str], offer: Offer, language: str
) -> Outcome:
    """Ring all `targets`; returns after the talk."""
    planned = plan(targets, seconds)
    if not planned.devices and not planned.legs:
        return Outcome(Reason.UNREACHABLE)
    try:
        await show(leg, shown)
        if planned.legs:
            confirm = pieces_of(Sentence.PRESS_ONE_TO_ACCEPT, language)[0].path(language)
            await leg.run(dialling.describe_legs(planned.legs, confirm))
        ended = await _dial(leg, dialling.ring(planned.devices, len(planned.legs), seconds, offer))
    except CallerGone:
        return ABANDONED
    outcome = phone_outcome(ended)
    if not outcome.answered:
        return outcome
    return Outcome(outcome.reason, answered_by(ended, planned.leg_targets), talked=talked(ended))


async def ring_outside(
    leg: CallerLeg, target: Target, seconds: int, shown: tuple[str | None, str], offer: Offer
) -> Outcome:
    """Ring one number over one line; returns after the talk."""
    device = _device(target)
    assert device is not None, "a target outside has a line"
    assert target.line is not None
    command = dialling.ring([device], 0, seconds, offer, first_sign=target.line.first_sign_seconds)
    try:
        await show(leg, shown)
        ended = await _dial(leg, command)
        answer = await _answer_of(leg, target) if may_be_the_line(ended) else ""
    except CallerGone:
        return ABANDONED
    outcome = line_outcome(ended, answer)
    return Outcome(outcome.reason, target.number, talked=talked(ended)) if outcome.answered else outcome


async def _answer_of(leg: CallerLeg, target: Target) -> str:
    """What the provider said, in its own words. Raises CallerGone."""
    assert target.line is not None
    question = dialling.what_was_said(await leg.tell(dialling.WHO_WAS_RUNG), line_endpoint(target.line.id))
    return await leg.tell(question) if question is not None else ""


async def show(leg: CallerLeg, shown: tuple[str | None, str]) -> None:
    """Have called sides see this number and name. Raises CallerGone."""
    if shown != leg.shown:
        await leg.run(commands.show_caller(*shown))
        leg.shown = shown


async def _dial(leg: CallerLeg, command: commands.Command) -> str:
    """How it ended, such as `BUSY 17`."""
    leg.rang = True
    await leg.run_to_the_end(command)
    return await leg.tell(dialling.HOW_IT_ENDED)


def _device(target: Target) -> str | None:
    if target.phone is not None:
        return dialling.phone(target.phone.login)
    return dialling.outside(line_endpoint(target.line.id), target.number) if target.line is not None else None
