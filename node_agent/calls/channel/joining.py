"""Meetings, parking, pickup, paging, supervision."""

import asyncio
from collections.abc import Sequence

from node_agent.asterisk.cel.translate import party_of
from node_agent.asterisk.fastagi import joining
from node_agent.asterisk.media import RECORDINGS
from node_agent.asterisk.sentences import LANGUAGES
from node_agent.calls.channel.leg import INTERRUPTED, CallerLeg
from node_agent.calls.parked import Parked, ParkedCalls
from tenants.calls.call import CallerGone, Supervision
from tenants.calls.outcome import ABANDONED, ANSWERED, Outcome, Reason
from tenants.model import Phone, Room

NOBODY_TALKS = 0.3
"""Seconds after which Asterisk has come back when the leg to supervise only rings."""
WAYS = {Supervision.LISTEN: "", Supervision.WHISPER: "w", Supervision.BARGE: "B"}


async def meet(leg: CallerLeg, room: Room, *, host: bool, language: str, record: str) -> None:
    """Until the caller leaves. `record`: the recording's name without ending, "": none. Raises CallerGone."""
    await leg.answer()
    await leg.speak(language)
    described, entered = joining.enter(
        place(leg, room.id),
        host=host,
        wait_for_host=room.wait_for_host,
        muted=room.mute_on_entry,
        people_max=room.people_max,
        language=LANGUAGES[language],
        record=f"{RECORDINGS}/{record}" if record else "",
    )
    await leg.run(described)
    await leg.run(entered)
    await leg.tell(joining.LEFT)
    if leg.gone:
        raise CallerGone


async def park(leg: CallerLeg, parked: Parked, slot: str, *, seconds: int, music: str) -> Outcome:
    """Wait in a slot that is the caller's. Raises CallerGone when they give up."""
    reply = await leg.run_to_the_end(joining.wait_in(place(leg, slot), seconds, music))
    if parked.fetched:
        return ANSWERED
    if leg.gone or reply.result == INTERRUPTED:
        raise CallerGone
    return Outcome(Reason.NO_ANSWER)


async def fetch(leg: CallerLeg, parked_calls: ParkedCalls, slot: str) -> Outcome:
    """Talk with who is parked. Raises CallerGone."""
    parked = parked_calls.get(leg.company.id, slot)
    if parked is None or parked.fetched:
        return Outcome(Reason.NOT_FOUND)
    parked.fetched = True
    await leg.answer()
    parked_calls.leave(leg.company.id, slot, parked)
    await leg.run_to_the_end(joining.talk_with(parked.channel))
    bridged = await leg.tell(joining.BRIDGED)
    return ANSWERED if bridged == "SUCCESS" else Outcome(Reason.NOT_FOUND)


async def pick_up(leg: CallerLeg, phones: Sequence[Phone]) -> Outcome:
    """Take a call that rings. It moves to another leg, so this one is over at once when that worked."""
    for channels in await _channels(leg, phones):
        await leg.run_to_the_end(joining.pick_up(channels))
        result = await leg.tell(joining.PICKED_UP)
        # The picked up leg lives on in the other's place; ours is a shell without variables then.
        if result == "SUCCESS" or (leg.gone and result != "FAILURE"):
            return ANSWERED
    return ABANDONED if leg.gone else Outcome(Reason.NOT_FOUND)


async def page(leg: CallerLeg, phones: Sequence[Phone], *, two_way: bool) -> Outcome:
    """Speak to the phones that are free until the caller hangs up. Raises CallerGone."""
    busy = {party_of(name)[1] for portion in await _channels(leg, phones) for name in portion}
    free = [phone.login for phone in phones if phone.login not in busy]
    if not free:
        return Outcome(Reason.UNREACHABLE)
    await leg.answer()
    await leg.run_to_the_end(joining.page(free, two_way=two_way))
    return ANSWERED


async def supervise(leg: CallerLeg, phones: Sequence[Phone], how: Supervision) -> Outcome:
    """Join the talk of one of `phones`. Raises CallerGone."""
    loop = asyncio.get_running_loop()
    for channel in [name for portion in await _channels(leg, phones) for name in portion]:
        await leg.answer()
        began = loop.time()
        await leg.run_to_the_end(joining.supervise(channel, WAYS[how]))
        if leg.gone or loop.time() - began > NOBODY_TALKS:
            return ANSWERED
    return Outcome(Reason.NOT_FOUND)


def place(leg: CallerLeg, name: str) -> str:
    """A place of one company: two companies have rooms and slots of one name."""
    return f"{leg.company.id}-{name}"


async def _channels(leg: CallerLeg, phones: Sequence[Phone]) -> list[list[str]]:
    """The legs of `phones`, in portions for one command each; the caller's own is left out. Raises CallerGone."""
    found: list[str] = []
    for start in range(0, len(phones), joining.PHONES_AT_ONCE):
        logins = [phone.login for phone in phones[start : start + joining.PHONES_AT_ONCE]]
        reply = await leg.run(joining.channels_of(logins))
        found += [name for name in reply.data.split() if name != leg.request.channel]
    portion = joining.CHANNELS_AT_ONCE
    return [found[start : start + portion] for start in range(0, len(found), portion)]
