"""Records as plain data, and as lines of an export."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from control_plane.core.cells import neutral
from control_plane.features.audit.chain import content_digest
from control_plane.features.audit.models import Audit
from tenants.model import Kind
from tenants.model.fields import secret_fields
from tenants.model.objects import CLASSES

COLUMNS: Final = ("number", "at", "actor", "address", "version", "action", "before", "after")
COLUMNS_OF_THE_CHAIN: Final = ("before_hash", "after_hash", "previous", "hash")


def record_out(record: Audit) -> dict[str, Any]:
    """The plain data of RecordOut."""
    return {
        "number": record.number,
        "at": record.at,
        "actor": record.actor,
        "address": record.address,
        "version": record.version,
        "action": record.action,
        "before": [_open(each) for each in record.before],
        "after": [_open(each) for each in record.after],
        "before_hash": content_digest(record.before),
        "after_hash": content_digest(record.after),
        "previous": record.previous,
        "hash": record.hash,
    }


def as_json_lines(records: Iterable[Audit]) -> Iterator[str]:
    for record in records:
        told = record_out(record)
        yield json.dumps(told | {"at": told["at"].isoformat()}, ensure_ascii=False) + "\n"


def as_csv(records: Iterable[Audit]) -> Iterator[str]:
    """With a mark at the beginning by which spreadsheets know UTF-8."""
    yield "\ufeff" + _line([*COLUMNS, *COLUMNS_OF_THE_CHAIN])
    for record in records:
        told = record_out(record)
        told |= {"at": told["at"].isoformat()}
        told |= {name: json.dumps(told[name], ensure_ascii=False) for name in ("before", "after")}
        yield _line([told[name] for name in (*COLUMNS, *COLUMNS_OF_THE_CHAIN)])


def _line(cells: list[Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([neutral(each) if isinstance(each, str) else each for each in cells])
    return text.getvalue()


def _open(item: dict[str, Any]) -> dict[str, Any]:
    secret = secret_fields(CLASSES[Kind(item["kind"])])
    return item | {"data": {name: value for name, value in item["data"].items() if name not in secret}}
