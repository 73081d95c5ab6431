"""All that a listener within a transaction can reach."""

import json
import re
from typing import Any, Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.features.events.confined import our_own_work
from control_plane.features.events.models import CustomRow
from control_plane.features.objects.rows import row_or_none
from tenants.model import Kind, TelephonyObject

BYTES_MAX: Final = 64 * 1024
_COLLECTION: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


class TransactionRows:
    """`tenants.extend.events.Rows` over the session of the change; it gives neither the session nor other companies."""

    def __init__(self, ctx: Context, company_id: str, listener: str) -> None:
        self.__ctx, self.__company, self.__listener = ctx, company_id, listener

    def add(self, collection: str, data: dict[str, Any]) -> None:
        """Raises ValueError for a name that is none, and for more than 64 kB or what is no JSON."""
        if not _COLLECTION.fullmatch(collection):
            raise ValueError("a collection has small letters, digits and hyphens, at most 40")
        if len(json.dumps(data)) > BYTES_MAX:
            raise ValueError(f"a row holds at most {BYTES_MAX} bytes as JSON")
        with our_own_work():
            self.__ctx.session.add(
                CustomRow(
                    company_id=self.__company,
                    id=new_id(),
                    collection=collection,
                    listener=self.__listener,
                    at=self.__ctx.clock(),
                    data=data,
                )
            )

    def look(self, kind: Kind, identifier: str) -> TelephonyObject | None:
        with our_own_work():
            row = row_or_none(self.__ctx, self.__company, kind, identifier)
            return row.document() if row is not None else None
