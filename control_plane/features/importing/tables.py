"""Tables that people have, CSV in whatever encoding or XLSX, as rows of text. Pure; no cell is ever executed.

A file from outside may be a trap, so that everything is bounded before it is read: bytes, unpacked bytes, rows,
columns, and the length of a cell.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from control_plane.core.problems import Invalid

BYTES_MAX: Final = 10 * 1024 * 1024
ROWS_MAX: Final = 5000
COLUMNS_MAX: Final = 60
CELL_MAX: Final = 4096
_UNPACKED_MAX: Final = 100 * 1024 * 1024
_PARTS_MAX: Final = 500
_ZIP: Final = b"PK\x03\x04"
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS: Final = ";\t,|"


def read_table(content: bytes) -> list[list[str]]:
    """The rows of the first sheet, the header first, trailing empty cells and empty rows left out at the end.

    Raises Invalid, with what to do.
    """
    if len(content) > BYTES_MAX:
        raise _refused("file-too-large", "The file is larger than 10 MB; split it.")
    if not content.strip():
        raise _refused("file-empty", "The file is empty; it needs a header row and one row per employee.")
    rows = [_trimmed(row) for row in (_of_workbook(content) if content.startswith(_ZIP) else _of_text(content))]
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise _refused("file-empty", "The file is empty; it needs a header row and one row per employee.")
    return rows


def _of_text(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content).replace("\0", "")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(CELL_MAX)
    try:
        yield from _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise _refused("file-damaged", f"The file cannot be read as CSV: {problem}.") from None


def _decoded(content: bytes) -> str:
    """By its mark; without one UTF-8, and else what Excel writes in Russia."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")


def _of_workbook(content: bytes) -> Iterator[list[str]]:
    _refuse_bombs(content)
    try:
        # Formulas stay the text that somebody typed; links to other files are not followed.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from _bounded([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
    except Invalid:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        SyntaxError,
        OSError,
    ) as problem:
        raise _refused("file-damaged", "The workbook is damaged; save it anew as XLSX or CSV.") from problem


def _refuse_bombs(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise _refused("file-damaged", "The workbook is damaged; save it anew as XLSX or CSV.") from problem
    if len(parts) > _PARTS_MAX or sum(part.file_size for part in parts) > _UNPACKED_MAX:
        raise _refused("file-too-large", "The workbook unpacks to too much; save the one sheet as CSV.")


def _bounded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number > ROWS_MAX:
            raise _refused("too-many-rows", f"The table has more than {ROWS_MAX} rows; split it.")
        if len(row) > COLUMNS_MAX and any(row[COLUMNS_MAX:]):
            raise _refused(
                "too-many-columns", f"The table has more than {COLUMNS_MAX} columns; keep those of employees."
            )
        yield [cell[:CELL_MAX] for cell in row[:COLUMNS_MAX]]


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 10**15:
            # A short number that a spreadsheet keeps as a number.
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _trimmed(row: list[str]) -> list[str]:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _refused(code: str, words: str) -> Invalid:
    return Invalid.one("file", code, words)
