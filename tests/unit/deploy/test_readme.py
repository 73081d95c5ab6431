"""README.md names commands and files that are there."""

import re
from collections.abc import Iterator

import click
import pytest

from deploy import paths
from deploy.cli import main

README = (paths.REPOSITORY / "README.md").read_text(encoding="utf-8")
CELLS = [line.split("|")[1] for line in README.splitlines() if line.startswith("| `./carillon")]
BLOCKS = re.findall(r"^(\./carillon .*?)(?: +#|$)", README, re.MULTILINE)
LINKS = re.findall(r"\]\(([a-zA-Z][\w./-]*)\)", README)


def commands() -> Iterator[str]:
    """`image build`, `verify` in one cell are `image build` and `image verify`."""
    for line in [*CELLS, *(f"`{block}`" for block in BLOCKS)]:
        first, *others = [words.removeprefix("./carillon ") for words in re.findall(r"`([^`]+)`", line)]
        yield first
        for other in others:
            group = f"{first.split()[0]} {other}"
            yield group if found(group) else other


def found(line: str) -> click.Command | None:
    """The command that these words name; options and arguments after it do not matter here."""
    command: click.Command = main
    for word in line.split():
        if not isinstance(command, click.Group):
            return command
        inner = command.get_command(click.Context(command), word)
        if inner is None:
            return None
        command = inner
    return None if isinstance(command, click.Group) else command


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_a_command_of_the_readme_exists_and_says_what_it_does(line: str) -> None:
    command = found(line)
    assert command is not None, f"README.md names `./carillon {line}`"
    assert command.help


def test_files_that_the_readme_links_to_are_there() -> None:
    assert LINKS
    assert [link for link in LINKS if not (paths.REPOSITORY / link).exists()] == []


def test_commands_that_are_not_there_are_noticed() -> None:
    assert found("image burn") is None
    assert found("image") is None
    assert found("nothing") is None
