"""What a node keeps of a company goes with it, and nothing of its neighbours."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from node_agent.errands.file import ErrandFile, Kept
from node_agent.files.erasing import erase_company
from node_agent.memory.file import MemoryFile
from tenants.calls.errand import WakeUp

NOW = datetime(2026, 11, 29, 7, 0, tzinfo=UTC)


def companies(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [name for (name,) in database.execute(f"SELECT company FROM {table} ORDER BY company")]


def test_files_memories_and_errands_of_one_company_go(tmp_path: Path) -> None:
    errands = ErrandFile(tmp_path / "errands.sqlite")
    MemoryFile.open(tmp_path / "memory.sqlite").close()
    for name in ("acme", "daisy"):
        (tmp_path / "recordings" / name).mkdir(parents=True)
        (tmp_path / "recordings" / name / "r.wav.kept").write_bytes(b"x")
        errands.put(Kept(token=name, company=name, errand=WakeUp(employee="anna", at=NOW), asked=NOW))
        with closing(sqlite3.connect(tmp_path / "memory.sqlite")) as database, database:
            database.execute("INSERT INTO memory VALUES (?, 'closed', 'x', '1')", (name,))
            database.execute("INSERT INTO switches VALUES (NULL, ?, ?, 'closed', 'x', '{}', NULL)", (name, name))
    for _ in range(2):
        erase_company(tmp_path, "acme")
        assert [each.name for each in (tmp_path / "recordings").iterdir()] == ["daisy"]
        assert companies(tmp_path / "memory.sqlite", "memory") == ["daisy"]
        assert companies(tmp_path / "memory.sqlite", "switches") == ["daisy"]
        assert companies(tmp_path / "errands.sqlite", "errands") == ["daisy"]


def test_a_node_that_has_kept_nothing_yet_has_nothing_to_erase(tmp_path: Path) -> None:
    erase_company(tmp_path, "acme")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_erased_is_told(tmp_path: Path) -> None:
    (tmp_path / "memory.sqlite").write_bytes(b"this is no database, but as long as a page of one" * 100)
    with pytest.raises(sqlite3.Error):
        erase_company(tmp_path, "acme")
