"""docs/tutorial.md, typed line by line into a fresh clone: what it shows is what comes."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest

from deploy import paths, ports, setup, test_instances
from tests.kit.pages import Block, blocks

PAGE: Final = paths.REPOSITORY / "docs/tutorial.md"
SHARED: Final = ("venv", "images", "built", "voice")
"""What the set-up of a real clone makes once, and what is the same here."""
END: Final = "@@ end of block @@"
ADDRESS: Final = "http://127.0.0.1:8080"
ALL_SUITES: Final = re.compile(r"(?m)^ORIGINALS: Final = \([^)]*\)")


class Terminal:
    """One shell in the clone, for the whole page."""

    def __init__(self, clone: Path, environment: dict[str, str]) -> None:
        self._shell = subprocess.Popen(
            ["bash", "-eu"], cwd=clone, env=environment, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def type(self, text: str) -> list[str]:
        """The lines that came. Raises AssertionError when a command failed."""
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(f"{{\n{text}\n}} </dev/null\necho '{END}'\n")
        came: list[str] = []
        for line in self._shell.stdout:
            if line.strip() == END:
                return came
            came.append(line.rstrip("\n"))
        raise AssertionError("\n".join([text, "failed, after:", *came]))

    def close(self) -> None:
        self._shell.kill()
        self._shell.wait()


@pytest.fixture
def clone() -> Iterator[Path]:
    setup.run(setup.assets())
    folder = (test_instances.run_folder() or test_instances.begin()) / "tutorial"
    # Compiled code comes along: as many processes as start here would all compile the same files at once.
    shutil.copytree(paths.REPOSITORY, folder, ignore=shutil.ignore_patterns(".*", "node_modules"))
    (folder / ".carillon").mkdir()
    for name in SHARED:
        (folder / ".carillon" / name).symlink_to(paths.STATE / name)
    # The suites of the originals run in tests/unit; here one of them shows that they are run.
    proving = folder / "deploy/customisation/prove.py"
    text, count = ALL_SUITES.subn('ORIGINALS: Final = ("tests/unit/calls/test_path_hang_ups.py",)', proving.read_text())
    assert count == 1
    proving.write_text(text)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.timeout(600)
def test_the_tutorial_can_be_typed_from_the_first_to_the_last_line(clone: Path) -> None:
    chosen = ports.free()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARILLON_", "PYTEST_"))}
    terminal = Terminal(clone, kept | chosen.settings() | {"COLUMNS": "200"})
    came: list[str] = []
    try:
        for block in blocks(PAGE):
            came = _follow(block, clone, terminal, chosen.portal, came)
    finally:
        terminal.close()
        subprocess.run(["./carillon", "down"], cwd=clone, env=kept, check=False, capture_output=True)


def _follow(block: Block, clone: Path, terminal: Terminal, portal: int, came: list[str]) -> list[str]:
    """What is on the screen afterwards."""
    match block.language:
        case "sh":
            return terminal.type(block.content.replace(ADDRESS, f"http://127.0.0.1:{portal}"))
        case "python":
            assert (clone / block.name).exists(), f"{block.name} is no file that the reader has"
            (clone / block.name).write_text(block.content)
        case "text":
            assert _shown(block.content.splitlines(), came), "\n".join(["Not what the page shows:", *came])
        case other:
            raise AssertionError(f"nobody knows what to do with {other}")
    return came


def _shown(wanted: Sequence[str], came: Sequence[str]) -> bool:
    """Whether the page's lines are among those that came, in this order; `…` stands for anything."""
    rest = iter(came)
    patterns = [re.compile(".*".join(map(re.escape, line.split("…")))) for line in wanted]
    return all(any(pattern.fullmatch(line) for line in rest) for pattern in patterns)


def test_lines_that_did_not_come_are_noticed() -> None:
    assert _shown(["a", "…c…"], ["a", "b", "xcx"])
    assert not _shown(["…c…", "a"], ["a", "b", "xcx"])
    assert not _shown(["d"], ["a"])
