"""From rows to what a node must know: the whole company, or what has changed since a version."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.features.lines.models import Line
from control_plane.features.lines.passwords import node_document
from control_plane.features.numbers.models import Number
from control_plane.features.objects.models import CompanyObject
from control_plane.features.phones.models import Phone
from control_plane.features.versions.models import Version
from control_plane.settings import Settings
from tenants import model
from tenants.model import Kind, TelephonyObject
from tenants.model.fields import secret_fields
from tenants.model.objects import CLASSES
from wire.operations import CompanyDocument, CompanyPatch, Item, Removal


def whole(session: Session, settings: Settings, company: Company) -> CompanyDocument:
    """The company at its newest version. `session` must see one snapshot (REPEATABLE READ)."""
    lines = [node_document(line, settings) for line in _rows(session, Line, company.id)]
    return CompanyDocument(
        company=company.id,
        version=company.version,
        state_hash=company.state,
        items=tuple(Item.of(item) for item in (*_without_lines(session, company), *lines)),
    )


def without_passwords(session: Session, company: Company) -> model.Company:
    """The company as its rows are; its lines have no passwords, so its state hash is not that of the version."""
    lines = [line.document() for line in _rows(session, Line, company.id)]
    return model.Company.build(company.id, company.version, (*_without_lines(session, company), *lines))


def _without_lines(session: Session, company: Company) -> Iterator[TelephonyObject]:
    yield company.document()
    for table in (Employee, Phone, Number, CompanyObject):
        yield from (row.document() for row in _rows(session, table, company.id))


def _rows(session: Session, table: type[Any], company_id: str) -> Iterable[Any]:
    return session.scalars(select(table).where(table.company_id == company_id))


def since(session: Session, settings: Settings, company: Company, base: int) -> CompanyPatch:
    """All changes after version `base`, merged: the newest form of each object, or its removal."""
    statement = select(Version.puts, Version.removes).where(Version.company_id == company.id, Version.number > base)
    merged = merge([(row.puts, row.removes) for row in session.execute(statement.order_by(Version.number))])
    puts, removes = [], []
    for (kind, object_id), data in merged.items():
        if data is None:
            removes.append(Removal(kind=Kind(kind), id=object_id))
        elif kind == Kind.LINE:
            puts.append(Item.of(_line(session, settings, company.id, object_id)))
        else:
            puts.append(Item(kind=Kind(kind), data=data))
    return CompanyPatch(
        company=company.id,
        base_version=base,
        version=company.version,
        state_hash=company.state,
        puts=tuple(puts),
        removes=tuple(removes),
    )


def open_item(item: dict[str, Any]) -> dict[str, Any]:
    """An item of a version as people and programs may see it: without digests of passwords."""
    secret = secret_fields(CLASSES[Kind(item["kind"])])
    return item | {"data": {name: value for name, value in item["data"].items() if name not in secret}}


Changes = tuple[list[dict[str, object]], list[dict[str, object]]]


def merge(changes: list[Changes]) -> dict[tuple[str, str], dict[str, object] | None]:
    """Puts and removes of several versions, oldest first, as the last word on each object; None: it is gone."""
    last: dict[tuple[str, str], dict[str, object] | None] = {}
    for puts, removes in changes:
        for gone in removes:
            last[(str(gone["kind"]), str(gone["id"]))] = None
        for item in puts:
            data = item["data"]
            assert isinstance(data, dict)
            last[(str(item["kind"]), str(data["id"]))] = data
    return last


def _line(session: Session, settings: Settings, company_id: str, line_id: str) -> model.Line:
    """The version row holds no password, so the line comes from its own row of the same snapshot."""
    row = session.get(Line, (company_id, line_id))
    if row is None:
        raise LookupError(f"line {line_id} of {company_id} is in a version but not in its table")
    return node_document(row, settings)
