import subprocess

import click
import pytest
from click.testing import CliRunner

from deploy import test_run
from deploy.cli import COMMANDS, first_line, main
from deploy.paths import REPOSITORY


def test_every_command_has_one_line_of_help() -> None:
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(200).endswith((".", ",")), name


def test_help_lists_all_commands() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert all(name in result.output for name in COMMANDS)
    for name, module in COMMANDS.items():
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert first_line(module) == command.get_short_help_str(100), name
        assert first_line(module)


def test_layers_run_in_their_order_and_the_rest_is_for_pytest() -> None:
    assert test_run.split(["contract", "unit", "-k", "bell"]) == (["unit", "contract"], ["-k", "bell"])


def test_whole_layers_are_divided_between_processes_and_tests_chosen_by_hand_are_not() -> None:
    assert test_run.divided(["--durations=5"])[:2] == ["-n", "2"]
    for chosen in (["-k", "bell"], ["--pdb"], ["tests/unit/test_shape.py"], ["-x", "--tb=short"]):
        assert test_run.divided(chosen) == []


def test_the_launcher_is_short_and_plain_sh() -> None:
    launcher = REPOSITORY / "carillon"
    assert len(launcher.read_text().splitlines()) < 120
    subprocess.run(["sh", "-n", str(launcher)], check=True)


@pytest.mark.parametrize("word", ["up", "down", "test", "check", "bench", "status", "reset"])
def test_make_has_a_target_of_the_same_name(word: str) -> None:
    assert f"\n{word}: ##" in (REPOSITORY / "Makefile").read_text()
