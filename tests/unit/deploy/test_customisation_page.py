"""docs/customisation.md keeps its word: its folder is tested, packed and signed, and its commands exist as written."""

import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from deploy import paths
from deploy.commands import customisation as command
from deploy.customisation import prove as proving
from deploy.new_customisation import create
from tests.kit.pages import blocks
from wire.bundles import unpack

PAGE = paths.REPOSITORY / "docs/customisation.md"


def lines() -> list[list[str]]:
    """The words of each command on the page."""
    shells = [content for language, _, content in blocks(PAGE) if language == "sh"]
    return [shlex.split(line) for shell in shells for line in shell.splitlines()]


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    for language, name, content in blocks(PAGE):
        if language == "python":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
    return tmp_path / "bakery"


def test_both_languages_show_the_same_code() -> None:
    assert blocks(PAGE) == blocks(PAGE.with_suffix(".ru.md"))
    assert len(blocks(PAGE)) == 9


def test_the_pages_commands_do_what_it_says(bakery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(proving, "ORIGINALS", ("tests/unit/calls/test_hang_ups.py",))
    monkeypatch.chdir(tmp_path)
    done = []
    for line in lines():
        if line[:2] == ["./carillon", "customisation"] and line[2] in ("test", "pack", "key", "sign"):
            result = CliRunner().invoke(command.customisation, line[2:])
            assert result.exit_code == 0, result.output
            done.append(line[2])
    assert done == ["test", "pack", "key", "sign"]
    manifest, files = unpack((tmp_path / "bakery-1.0.archive").read_bytes())
    assert (manifest.is_tested, manifest.author) == (True, "Dora Baker")
    assert "bakery/baker.py" in files
    assert (tmp_path / "bakery-1.0.bundle").exists()


def test_every_command_on_the_page_takes_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bakery-1.0.archive", "bakery-1.0.bundle", "dora.key"):
        (tmp_path / name).touch()
    (tmp_path / "bakery").mkdir()
    told = [line for line in lines() if line[:2] == ["./carillon", "customisation"]]
    assert len(told) == 8
    for _, _, name, *words in told:
        known = command.customisation.commands[name]
        known.make_context(name, list(words), parent=click.Context(command.customisation))


def test_a_folder_is_begun_as_the_page_says(tmp_path: Path) -> None:
    (begun,) = [line for line in lines() if line[1] == "new"]
    assert begun == ["./carillon", "new", "customisation", "bakery"]
    assert (create(begun[-1], tmp_path) / "__init__.py").exists()
