"""Asking a company's web service during a call, and reading what a flow can use of the answer.

Where it may be, and how long it may take, is `wire.outward`'s business.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from tenants.calls.call import Fetched
from wire.outward import Answered, NotAllowed, Unusable, post

ANSWER_BYTES_MAX: Final = 64 * 1024
FIELDS_MAX: Final = 100
TEXT_MAX: Final = 1000
LONGEST_MS: Final = 10_000


async def fetch(url: str, body: Mapping[str, object], *, milliseconds: int, private: bool = False) -> Fetched:
    """POST `body` as JSON; never raises, never longer than `milliseconds`. `private`: inner addresses are allowed."""
    content = json.dumps(body, ensure_ascii=False, default=str).encode()
    seconds = min(milliseconds, LONGEST_MS) / 1000
    try:
        return Fetched(_fields(await post(url, content, seconds=seconds, answer_max=ANSWER_BYTES_MAX, private=private)))
    except NotAllowed as problem:
        return Fetched(None, f"the web service cannot be asked: {problem}")
    except Unusable as problem:
        return Fetched(None, str(problem))


def _fields(answered: Answered) -> dict[str, str]:
    if answered.status != 200:
        raise Unusable(f"the web service answered {answered.status}")
    if answered.more:
        raise Unusable(f"the web service answered with more than {ANSWER_BYTES_MAX} bytes")
    try:
        answer: Any = json.loads(answered.body)
    except (ValueError, RecursionError):
        raise Unusable("the web service's answer is no JSON") from None
    if not isinstance(answer, dict) or len(answer) > FIELDS_MAX:
        raise Unusable(f"the web service's answer is no object with at most {FIELDS_MAX} fields")
    texts = {str(name)[:TEXT_MAX]: _text(value) for name, value in answer.items()}
    return {name: text[:TEXT_MAX] for name, text in texts.items() if text is not None}


def _text(value: object) -> str | None:
    """Texts, numbers and truth; what is nested or null is left out."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return "".join(character for character in str(value) if character.isprintable())
        case _:
            return None
