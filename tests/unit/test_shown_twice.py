"""docs/tests.md keeps its word: each behaviour is shown by a scripted and by a real test that exist."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs/tests.md"
REAL = ("telephony/", "node/")


def rows(page: str) -> list[tuple[str, str, str]]:
    """Behaviour, scripted test, real test."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ]
    return [(cell[0], cell[1], cell[2]) for cell in cells[1:]]


@cache
def named_in(file: str) -> frozenset[str]:
    path = TESTS / file
    if not path.is_file():
        return frozenset()
    functions = (node for node in ast.walk(ast.parse(path.read_text())) if hasattr(node, "name"))
    return frozenset(function.name for function in functions)


def missing(test: str) -> bool:
    file, _, name = test.partition("::")
    return name not in named_in(file)


ROWS = rows(PAGE.read_text())


@pytest.mark.parametrize(("behaviour", "scripted", "real"), ROWS, ids=[row[0] for row in ROWS])
def test_behaviour_is_shown_by_tests_that_exist(behaviour: str, scripted: str, real: str) -> None:
    assert not missing(scripted), f"{behaviour}: there is no test {scripted}"
    assert not missing(real), f"{behaviour}: there is no test {real}"
    assert real.startswith(REAL), f"{behaviour}: {real} does not use real phones"
    assert not scripted.startswith(REAL), f"{behaviour}: {scripted} is slow"


def test_every_file_of_real_phones_stands_on_the_page() -> None:
    named = {row[2].partition("::")[0] for row in ROWS}
    there = {f"telephony/{path.name}" for path in (TESTS / "telephony").glob("test_*.py")}
    # What does not belong to one behaviour: changes at the next call, parts that fail.
    assert there - named == {"telephony/test_changes.py", "telephony/test_trouble.py"}


def test_a_page_that_names_nothing_that_exists_is_noticed() -> None:
    ((_, scripted, _),) = rows("| behaviour | a | b |\n|---|---|---|\n| Flying | unit/test_pigs.py::test_fly | x |")
    assert missing(scripted)
    assert len(ROWS) > 50
