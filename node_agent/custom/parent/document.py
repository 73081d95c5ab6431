"""A company's document on its way to the child: once as a whole, later what has changed, and never its secrets."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import Final

from node_agent.custom.messages import Objects, Serve
from tenants.model import Company, Line, Phone, TelephonyObject
from tenants.model.objects import kind_of

AT_ONCE: Final = 50
"""Objects in one message: between two of them other calls have their turn."""
NO_DIGEST, NO_LEGACY_DIGEST = "0" * 64, "0" * 32


async def news(before: Company | None, now: Company) -> AsyncIterator[Objects | Serve]:
    """What makes `now` out of `before`."""
    whole = before is None or now.version <= before.version
    known = before.objects if before is not None and not whole else {}
    changed = (item for key, item in now.objects.items() if known.get(key) is not item)
    while some := list(islice(changed, AT_ONCE)):
        yield Objects(rows=tuple(_rows(some)))
        await asyncio.sleep(0)
    removes = tuple((kind.value, identifier) for kind, identifier in known if (kind, identifier) not in now.objects)
    yield Serve(company=now.id, version=now.version, whole=whole, removes=removes)


def _rows(items: Iterable[TelephonyObject]) -> Iterable[tuple[str, str]]:
    for item in items:
        yield kind_of(item).value, without_secrets(item).model_dump_json(exclude_defaults=True)


def without_secrets(item: TelephonyObject) -> TelephonyObject:
    """Phones' and lines' passwords, which no call logic needs."""
    match item:
        case Phone():
            return item.model_copy(update={"digest": NO_DIGEST, "legacy_digest": NO_LEGACY_DIGEST})
        case Line() if item.password is not None:
            return item.model_copy(update={"password": None})
    return item
