"""Tables come in every form that offices have, and some are traps."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from control_plane.core.problems import Invalid
from control_plane.features.importing.columns import rows_of
from control_plane.features.importing.export import harmless
from control_plane.features.importing.tables import BYTES_MAX, CELL_MAX, ROWS_MAX, read_table

RUSSIAN = "Номер;ФИО;Звонит, с\n101;Анна Иванова;25\n102;Борис Ёлкин;\n"


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_russian_table_is_read_in_every_encoding_that_excel_writes(encoding: str) -> None:
    rows = rows_of(read_table(RUSSIAN.encode(encoding)))
    assert [(row.place, row.data) for row in rows] == [
        (2, {"number": "101", "name": "Анна Иванова", "ring_seconds": 25}),
        (3, {"number": "102", "name": "Борис Ёлкин"}),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_by_itself(delimiter: str) -> None:
    table = "\r\n".join(delimiter.join(row) for row in (("Name", "Number"), ("Anna", "101"))).encode()
    assert rows_of(read_table(table))[0].data == {"name": "Anna", "number": "101"}


def test_workbook_gives_numbers_as_people_see_them_and_formulas_as_text() -> None:
    table = workbook(["number", "name", "do not disturb", "phones"], [101, "=1+1", True, "Desk; Kitchen"], [], [102.0])
    assert [row.data for row in rows_of(read_table(table))] == [
        {
            "number": "101",
            "name": "=1+1",
            "do_not_disturb": True,
            "phones": [{"label": "Desk"}, {"label": "Kitchen"}],
        },
        {"number": "102"},
    ]


def bomb() -> bytes:
    """Two hundred megabytes of nothing in a few kilobytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (200 * 1024 * 1024))
    return kept.getvalue()


TRAPS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file-empty"),
    "empty lines": (b"\n;;\n\n", "file-empty"),
    "too large": (b"x" * (BYTES_MAX + 1), "file-too-large"),
    "a bomb": (bomb(), "file-too-large"),
    "half a workbook": (workbook(["number"], ["101"])[:500], "file-damaged"),
    "a zip that is no workbook": (b"PK\x03\x04" + b"\0" * 100, "file-damaged"),
    "too many rows": (b"number\n" + b"101\n" * (ROWS_MAX + 1), "too-many-rows"),
    "too many columns": (b"number" + b";x" * 100, "too-many-columns"),
    "an endless cell": (b'number\n"' + b"1" * (CELL_MAX * 3), "file-damaged"),
    "no header": (b"101;Anna\n102;Boris\n", "unknown-column"),
    "unknown column": ("number;Зарплата\n101;1\n".encode(), "unknown-column"),
    "column twice": ("number;номер\n101;101\n".encode(), "column-twice"),
    "no numbers": (b"name\nAnna\n", "missing"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_table_that_cannot_be_taken_is_refused_with_what_to_do(trap: str) -> None:
    content, code = TRAPS[trap]
    with pytest.raises(Invalid) as refused:
        rows_of(read_table(content))
    assert code in {fault.code for fault in refused.value.faults}
    assert len(refused.value.detail) > 20


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\r=1"])
def test_no_cell_of_an_export_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Анна", "101", "+74951230001", "anna@example.com", ""])
def test_what_is_no_formula_is_exported_as_it_is(text: str) -> None:
    assert harmless(text) == text
