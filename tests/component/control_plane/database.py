"""The whole database as plain values: to see that nothing has changed, or that something is nowhere in it."""

from typing import Any

from sqlalchemy import Column, Engine, Table, select
from sqlalchemy.orm import Session

from control_plane.features.companies.models import Company
from control_plane.features.versions.snapshot import whole
from control_plane.settings import Settings
from control_plane.tables import METADATA
from tenants import model

NOTED = {("api_tokens", "last_used_at"), ("api_tokens", "last_address"), ("companies", "streamed_until")}
Content = dict[str, list[tuple[Any, ...]]]


def content_of(database: Engine) -> Content:
    """All rows of all tables, in a stable order; but for what every request notes."""
    with database.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(*_kept(table)))), key=repr)
            for table in METADATA.sorted_tables
        }


def _kept(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if (table.name, column.name) not in NOTED]


def company_of(session: Session, settings: Settings, company_id: str) -> model.Company:
    """The company built anew from its rows, as a node would build it."""
    row = session.get(Company, company_id, populate_existing=True)
    assert row is not None
    document = whole(session, settings, row)
    return model.Company.build(company_id, document.version, [item.parse() for item in document.items])


def to(thing: dict[str, Any], kind: str = "employee") -> dict[str, Any]:
    """A destination: what the API answered of an object of `kind`."""
    return {"kind": kind, "id": thing["id"]}
