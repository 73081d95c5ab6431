import json
import sys
from dataclasses import asdict, dataclass

import click
import psutil
from rich.table import Table

from deploy import engines, health, stack
from deploy.instance import Instance, load
from deploy.paths import UP
from deploy.processes import Identity
from deploy.screen import console


@dataclass(frozen=True)
class Row:
    """One process. Memory is what it and its children hold in MB (unique set size)."""

    name: str
    running: bool
    pid: int | None = None
    seconds: int | None = None
    memory_mb: float | None = None
    restarts: int = 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """Tell what runs, since when, and whether it answers."""
    made = load(UP)
    rows, answers = _rows(made), _answers(made)
    if as_json:
        click.echo(json.dumps({"processes": [asdict(row) for row in rows], "answers": answers}))
    else:
        _show(rows, answers)
    # For scripts: 0 when all is well.
    sys.exit(0 if all(row.running for row in rows) and all(answers.values()) else 1)


def _rows(made: Instance) -> list[Row]:
    found = [_row(process.name, process.child, process.restarts) for process in stack.kept(made)]
    found.append(_row("asterisk (calls)", stack.asterisk(made)))
    if made.own_postgres:
        found.append(_row("postgres", engines.postgres.running(made)))
    if made.own_valkey:
        found.append(_row("valkey", engines.valkey.running(made)))
    return found


def _answers(made: Instance) -> dict[str, bool]:
    return {
        "portal": health.portal(made),
        "call logic": health.call_logic(made),
        "telephony": health.asterisk(made),
        "test peer": health.peer(made),
    }


def _row(name: str, identity: Identity | None, restarts: int = 0) -> Row:
    if identity is None:
        return Row(name, running=False, restarts=restarts)
    return Row(name, True, identity.pid, int(identity.seconds), _memory(identity.pid), restarts)


def _memory(pid: int) -> float | None:
    total = 0
    try:
        whole = psutil.Process(pid)
        for process in [whole, *whole.children(recursive=True)]:
            total += process.memory_full_info().uss
    except psutil.Error:
        return None
    return round(total / 1024 / 1024, 1)


def _show(rows: list[Row], answers: dict[str, bool]) -> None:
    table = Table("process", "pid", "running for", "memory", "restarts", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for row in rows:
        if row.running:
            memory = "" if row.memory_mb is None else f"{row.memory_mb:.0f} MB"
            table.add_row(row.name, str(row.pid), _duration(row.seconds or 0), memory, str(row.restarts or ""))
        else:
            table.add_row(row.name, "[red]not running[/red]", "", "", str(row.restarts or ""))
    console.print(table)
    console.print()
    for name, yes in answers.items():
        console.print(f"{name}: {'[green]answers[/green]' if yes else '[red]does not answer[/red]'}")


def _duration(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours} h {minute} min" if hours else f"{minute} min {second} s" if minute else f"{second} s"
