"""docs/tutorial.md is the same for readers of both languages; tests/component/deploy/test_tutorial.py types it."""

import re
import shlex

import click
import pytest

from deploy import paths
from deploy.cli import main
from tests.kit.pages import blocks

PAGE = paths.REPOSITORY / "docs/tutorial.md"
SHELL = [block.content for block in blocks(PAGE) if block.language == "sh"]
COMMANDS = [line for content in SHELL for line in content.splitlines() if line.startswith("./carillon ")]


def test_both_languages_show_the_same_code() -> None:
    assert blocks(PAGE) == blocks(PAGE.with_suffix(".ru.md"))
    assert len(SHELL) > 8


@pytest.mark.parametrize("line", sorted(set(COMMANDS)))
def test_every_command_of_the_tutorial_exists_with_these_options(
    line: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("clone")
    monkeypatch.chdir(folder)
    (folder / "tenants/custom/bakery").mkdir(parents=True)
    for name in ("bakery-1.0.archive", "bakery-1.0.bundle"):
        (folder / name).touch()
    command: click.Command = main
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, line
        command = found
    command.make_context("carillon", [re.sub(r"\$\w+", "x", word) for word in words], parent=click.Context(main))
