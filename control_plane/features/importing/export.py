"""Lists as tables. A spreadsheet must never take somebody's name for a formula, so cells are made harmless."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Final, Literal

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from pydantic import Field
from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.wishes import Wish
from control_plane.features.employees.models import Employee
from control_plane.features.importing.columns import COLUMNS, PHONES
from control_plane.features.phones.queries import phones_by_employee
from tenants import model

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_WRITTEN: Final = tuple(column for column in COLUMNS if column.field != "pin")


class ExportQuery(Wish):
    format: Annotated[Literal["csv", "xlsx"], Field(description="CSV is UTF-8 with a mark, for spreadsheets")] = "csv"
    language: Annotated[Literal["en", "ru"], Field(description="Of the header row")] = "en"


def exported(ctx: Context, company_id: str, asked: ExportQuery) -> Response:
    """All employees by number."""
    table = _table(ctx, company_id, 1 if asked.language == "ru" else 0)
    body = _workbook(table) if asked.format == "xlsx" else _text(table)
    answer = Response(body, mimetype=XLSX if asked.format == "xlsx" else CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="employees-{company_id}.{asked.format}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def harmless(text: str) -> str:
    """What begins like a formula gets an apostrophe (OWASP, CSV injection); telephone numbers are none."""
    dangerous = text.startswith(_DANGEROUS) and not (text[:1] == "+" and text[1:].isdecimal())
    return f"'{text}" if dangerous else text


def _table(ctx: Context, company_id: str, language: int) -> Iterator[Sequence[str]]:
    statement = select(Employee).where(Employee.company_id == company_id).order_by(Employee.number, Employee.id)
    people = [row.document() for row in ctx.session.scalars(statement)]
    phones = phones_by_employee(ctx, company_id, [person.id for person in people])
    yield [column.names[language] for column in _WRITTEN]
    for person in people:
        labels = "; ".join(phone.label for phone in phones.get(person.id, ()))
        yield [labels if column.field == PHONES else _cell(person, column.field) for column in _WRITTEN]


def _cell(person: model.Employee, field: str) -> str:
    value: Any = getattr(person, field)
    return "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _text(table: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([harmless(cell) for cell in row] for row in table)
    return written.getvalue().encode("utf-8-sig")


def _workbook(table: Iterable[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Employees")
    for row in table:
        sheet.append([_literal(sheet, cell) for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _literal(sheet: Any, text: str) -> Any:
    """Always a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
