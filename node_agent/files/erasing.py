"""A company that was deleted leaves no file and no row on the node; called again it finds nothing and does nothing.

Asterisk's own rows, lamps and contacts go with the company's change itself (see apply/run.py), its sounds when nobody
has needed them for a day (see incoming.py).
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_ROWS: Final = (("memory.sqlite", "memory"), ("memory.sqlite", "switches"), ("errands.sqlite", "errands"))
WAIT_SECONDS: Final = 5.0


def erase_company(state: Path, company: str) -> None:
    """Recordings, messages and faxes that wait here, what calls have remembered, and calls to be made later.

    Raises OSError, sqlite3.Error: then the node does not acknowledge, and is told again.
    """
    folder = state / "recordings" / company
    if folder.exists():
        shutil.rmtree(folder)
    for file, table in _ROWS:
        if (state / file).exists():
            _delete(state / file, table, company)


def _delete(path: Path, table: str, company: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)) as database:
        known = database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
        if known:
            database.execute(f"DELETE FROM {table} WHERE company = ?", (company,))  # noqa: S608 (a name of ours)
