"""`carillon calls`: journeys as a person would tell them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from carillon_client.cli import kinds, screen
from carillon_client.cli.asking import Ask, company_option, here, json_option, key_argument

Json = dict[str, Any]


def group() -> click.Group:
    made = kinds.group_of("calls")
    made.add_command(_show())
    made.add_command(_list(made.commands["list"]))
    return made


def _list(usual: click.Command) -> click.Command:
    """The same questions; a line for each conversation."""

    def run(**params: Any) -> None:
        if params["as_json"]:
            assert usual.callback is not None
            usual.callback(**params)
            return
        with_session = here()
        listing = with_session.listing("calls", with_session.company(params.get("company")))
        query = {
            name.removeprefix("field_"): each for name, each in params.items() if name.startswith("field_") and each
        }
        for count, thing in enumerate(listing._walk(query), start=1):
            click.echo(f"{thing._key}  {line(thing._read)}")
            if count == params["most"]:
                break

    return Ask("list", callback=run, params=usual.params, help=usual.help)


def _show() -> click.Command:
    def run(key: str, **params: Any) -> None:
        with_session = here()
        call = with_session.listing("calls", with_session.company(params.get("company"))).get(key)._read
        if params["as_json"]:
            screen.as_json(call)
            return
        click.echo(line(call))
        for step in call["steps"]:
            if step["words"]:
                click.echo(f"  {_clock(step['at'])}  {step['words']}")

    params = [key_argument("calls", "call"), company_option(), json_option()]
    return Ask("show", callback=run, params=params, help="What happened to a call, step by step.")


def line(call: Json) -> str:
    """`2026-05-04 12:00:03  +7916… (Ivan) → 501 (Anna): answered, waited 4 s, talked 61 s`."""
    caller = _person(call["caller_number"] or "hidden number", call["caller_name"])
    callee = _person(call["dialled"], call["callee_name"])
    times = [f"waited {call['waiting_seconds']:.0f} s"]
    times += [f"talked {call['talking_seconds']:.0f} s"] if call["answered_at"] else []
    label = f" [{call['label']}]" if call["label"] else ""
    how = (call["result"] or call["state"]).replace("-", " ")
    began = f"{_day(call['started_at'])} {_clock(call['started_at'])}"
    return f"{began}  {caller} → {callee}: {how}, {', '.join(times)}{label}"


def _person(number: str, name: str) -> str:
    return f"{number} ({name})" if name and name != number else number


def _day(moment: str) -> str:
    return _local(moment).strftime("%Y-%m-%d")


def _clock(moment: str) -> str:
    return _local(moment).strftime("%H:%M:%S")


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone()
