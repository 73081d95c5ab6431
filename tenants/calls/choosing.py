"""What a caller chooses by digits, when some choices are the beginning of others."""

from collections.abc import Collection
from typing import Final

from tenants.calls.call import Call
from tenants.calls.words import Word

BETWEEN_SECONDS: Final = 3.0
"""After so long without a further digit `1` is meant, and not the beginning of `101`."""


async def choose(call: Call, *words: Word, among: Collection[str], seconds: float) -> str:
    """Say `words` and return the digits of a choice, or others that are none; "" after `seconds` of silence.

    A choice that nothing longer begins with is taken at once. After a hash or a pause what was typed so far counts.
    Wrong digits are listened to until the pause, so that the rest of them is not taken for the next answer.
    """
    longest = max(map(len, among), default=1)
    typed = await call.ask(*words, digits=1, seconds=seconds, end="")
    while typed and len(typed) < longest and (typed not in among or _goes_on(typed, among)):
        more = await call.ask(digits=1, seconds=BETWEEN_SECONDS, end="")
        if not more or (more == "#" and not _begins(typed + more, among)):
            break
        typed += more
    return typed


def _begins(typed: str, among: Collection[str]) -> bool:
    return any(choice.startswith(typed) for choice in among)


def _goes_on(typed: str, among: Collection[str]) -> bool:
    return any(len(choice) > len(typed) and choice.startswith(typed) for choice in among)
