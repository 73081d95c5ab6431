"""Saying, asking, waiting."""

import asyncio
from collections.abc import Sequence

from node_agent.asterisk.fastagi import speaking
from node_agent.calls.channel.leg import CallerLeg
from tenants.calls.call import CallerGone


async def say(leg: CallerLeg, paths: Sequence[str]) -> None:
    """Play files as early media, or to a caller who is connected. Raises CallerGone."""
    if not paths:
        return
    await leg.open_ears()
    for part in speaking.parts(paths):
        await leg.run(speaking.play(part))


async def ask(leg: CallerLeg, paths: Sequence[str], *, digits: int, seconds: float, end: str) -> str:
    """Say, and collect digits meanwhile and afterwards. Raises CallerGone."""
    await leg.answer()
    *before, last = list(speaking.parts(paths)) or [[]]
    for part in before:
        # Too long for one command, which no greeting is: digits pressed meanwhile would be lost, but words are not.
        await leg.run(speaking.play(part))
    await leg.run(speaking.ask(last, digits=digits, seconds=seconds, end=end))
    typed = await leg.tell(speaking.ASKED)
    if leg.gone:
        raise CallerGone
    return "".join(digit for digit in typed if digit in "0123456789*#")[:digits]


async def wait(leg: CallerLeg, seconds: float, music: str) -> None:
    """Music for a while. Raises CallerGone."""
    if seconds <= 0:
        return
    await leg.open_ears()
    began = asyncio.get_running_loop().time()
    await leg.run(speaking.music(music, seconds))
    # Without any music Asterisk comes back at once.
    left = seconds - (asyncio.get_running_loop().time() - began)
    if left > 0.05:
        await leg.run(speaking.silence(left))
