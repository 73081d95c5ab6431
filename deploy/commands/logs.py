import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
from rich.text import Text

from deploy.errors import Stop
from deploy.instance import load
from deploy.paths import UP
from deploy.screen import console

COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "bright_cyan", "bright_green", "bright_magenta")


@click.command()
@click.argument("name", required=False)
@click.option("--no-follow", is_flag=True, help="Show the last lines and return.")
def logs(name: str | None, no_follow: bool) -> None:
    """Show what the processes say; with a NAME only that one."""
    folder = load(UP).logs
    if name and not (folder / f"{name}.log").exists():
        known = ", ".join(sorted(path.stem for path in folder.glob("*.log")))
        raise Stop(f"There is no log named {name}.", f"There are: {known}.")
    with suppress(KeyboardInterrupt):
        follow(folder, name, until=lambda: no_follow)


def follow(folder: Path, name: str | None, *, until: Callable[[], bool]) -> None:
    """Print the last lines of each log, and new ones as they come, until `until` says so."""
    places: dict[Path, int] = {}
    while True:
        for number, path in enumerate(sorted(folder.glob(f"{name or '*'}.log"))):
            _print_new(path, places, COLOURS[number % len(COLOURS)])
        if until():
            return
        time.sleep(0.3)


def _print_new(path: Path, places: dict[Path, int], colour: str) -> None:
    size = path.stat().st_size
    begin = places.get(path, max(0, size - 2000))
    with path.open("rb") as file:
        file.seek(begin if begin <= size else 0)
        text = file.read().decode(errors="replace")
        places[path] = file.tell()
    for line in text.splitlines():
        console.print(Text.assemble((f"{path.stem:<10} ", colour), line), soft_wrap=True)
