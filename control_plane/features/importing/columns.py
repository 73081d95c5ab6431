"""Which column of a table is which field of an employee, in English and in Russian. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from control_plane.core.problems import FieldFault, Invalid

PHONES: Final = "phones"


@dataclass(frozen=True)
class Column:
    """`names` are those of its header, the first one is written in exports. `read` gives the API's value."""

    field: str
    names: tuple[str, ...]
    read: Callable[[str], Any] = str


@dataclass(frozen=True)
class Row:
    """One employee: `place` is the row's number as people count them, `data` the fields of NewEmployee."""

    place: int
    data: Any


_YES: Final = frozenset({"yes", "true", "1", "да", "истина", "+", "x"})
_NO: Final = frozenset({"no", "false", "0", "нет", "ложь", "-"})


def _flag(text: str) -> Any:
    """What is neither yes nor no goes on as it is, to be refused in words."""
    word = text.lower()
    return True if word in _YES else False if word in _NO else text


def _whole(text: str) -> Any:
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else text


def _labels(text: str) -> list[dict[str, str]]:
    return [{"label": label.strip()} for label in re.split(r"[;,\n]", text) if label.strip()]


COLUMNS: Final = (
    Column("number", ("number", "номер", "short number", "внутренний номер", "внутренний")),
    Column("name", ("name", "имя", "фио", "employee", "сотрудник", "full name")),
    Column("ring_seconds", ("ring_seconds", "звонит, с", "rings for", "ring seconds", "секунды звонка"), _whole),
    Column("outside_number", ("outside_number", "внешний номер", "outside number", "городской номер")),
    Column("email", ("email", "почта", "e-mail", "эл. почта", "электронная почта")),
    Column("language", ("language", "язык")),
    Column("pin", ("pin", "пин", "pin code", "пин-код")),
    Column("presence", ("presence", "статус", "присутствие")),
    Column("do_not_disturb", ("do_not_disturb", "не беспокоить", "do not disturb"), _flag),
    Column("call_waiting", ("call_waiting", "второй звонок", "call waiting"), _flag),
    Column("record", ("record", "запись", "recording")),
    Column(PHONES, (PHONES, "телефоны", "phone", "телефон"), _labels),
)
_BY_NAME: Final = {name: column for column in COLUMNS for name in column.names}
_KNOWN: Final = ", ".join(column.names[0] for column in COLUMNS)


def rows_of(table: Sequence[Sequence[str]]) -> list[Row]:
    """The rows below the header; empty ones are left out, an empty cell says nothing. Raises Invalid."""
    header, *lines = table
    columns = [_column(index, name) for index, name in enumerate(header)]
    _refuse_header(columns, header)
    rows = []
    for place, line in enumerate(lines, start=2):
        cells = zip(columns, line, strict=False)
        data = {column.field: column.read(cell) for column, cell in cells if column is not None and cell}
        if data:
            rows.append(Row(place, data))
    return rows


def _column(index: int, name: str) -> Column | None:
    del index
    return _BY_NAME.get(" ".join(name.lower().split()))


def _refuse_header(columns: Sequence[Column | None], header: Sequence[str]) -> None:
    faults = [
        FieldFault(f"row 1, {name}", "unknown-column", f"This column is not known; there are {_KNOWN}.")
        for column, name in zip(columns, header, strict=True)
        if column is None and name
    ]
    fields = [column.field for column in columns if column is not None]
    faults += [
        FieldFault(f"row 1, {field}", "column-twice", "There are two columns of this kind; keep one of them.")
        for field in sorted({field for field in fields if fields.count(field) > 1})
    ]
    if "number" not in fields:
        faults.append(FieldFault("row 1, number", "missing", "There must be a column “number” with the short numbers."))
    if faults:
        raise Invalid(faults[0].message, tuple(faults))
