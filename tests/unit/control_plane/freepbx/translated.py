"""Translating tables into a company that has nothing yet."""

import io
from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from control_plane.features.freepbx.reading.opened import read_source
from control_plane.features.freepbx.report import Grade, Why
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.whole import translate
from tenants.model import Company, Profile, TelephonyObject
from tests.kit.freepbx import old_backup
from tests.kit.freepbx_office import people

TODAY = date(2026, 3, 1)
EMPTY = Company.build("bluebell", 1, [Profile(id="bluebell", name="Bluebell")])


def translated(
    tables: Mapping[str, list[dict[str, Any]]],
    astdb: Mapping[str, Mapping[str, str]] | None = None,
    company: Company = EMPTY,
    files: Mapping[str, bytes] | None = None,
    count_of_people: int = 3,
) -> tuple[Office, Company]:
    """With three people, 101 to 103, unless the tables have their own."""
    whole = {**people(count_of_people), **tables}
    source = read_source(io.BytesIO(old_backup(whole, astdb or {}, files)))
    ids = count(1)
    return translate(source, company, TODAY, lambda: f"n{next(ids)}")


def only(office: Office, cls: type[TelephonyObject]) -> Any:
    """The one new object of a class."""
    (item,) = [item for item in office.items.values() if isinstance(item, cls)]
    return item


def told(office: Office, grade: Grade) -> set[tuple[Why, str, str, str]]:
    """Why, table, field and value of what was told, but for what the platform decides."""
    return {
        (entry.why, entry.table, entry.field, entry.value)
        for entry in office.report.of(grade)
        if entry.why not in (Why.PLATFORM, Why.NOT_THERE, Why.NEW_PASSWORDS, Why.NO_MAILBOX_DATA)
    }
