"""`carillon employees list`, `show`, `add`, `change`, `remove`: the same for each kind, made from the description."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from carillon_client.cli import screen
from carillon_client.cli.actions import action_command
from carillon_client.cli.asking import (
    Ask,
    changed,
    company_option,
    here,
    json_option,
    key_argument,
    wait_options,
)
from carillon_client.cli.description import Json, description, kinds
from carillon_client.cli.fields import from_file, given, options
from carillon_client.cli.session import Session

FILE = click.Path(dir_okay=False, path_type=Path, allow_dash=True)


def group_of(path: str) -> click.Group:
    """All commands of one kind."""
    kind = kinds()[path]
    group = click.Group(path, help=f"{kind['summary'].rstrip('.')}.")
    group.add_command(_list(path, kind))
    group.add_command(_show(path, kind))
    if kind["add"]:
        group.add_command(_add(path, kind))
    if kind["change"]:
        group.add_command(_change(path, kind))
    if kind["remove"]:
        group.add_command(_remove(path, kind))
    own = description()["actions"]["company"] if path == "companies" else []
    for action in kind["list_actions"]:
        group.add_command(action_command(path, kind, action, on_one=False))
    for action in [*kind["one_actions"], *own]:
        group.add_command(action_command(path, kind, action, on_one=True))
    return group


def _shared(kind: Json) -> list[click.Parameter]:
    return [*([company_option()] if kind["within"] == "company" else []), json_option()]


def _company(with_session: Session, kind: Json, params: dict[str, Any]) -> str | None:
    return with_session.company(params.get("company")) if kind["within"] == "company" else None


def _list(path: str, kind: Json) -> click.Command:
    def run(**params: Any) -> None:
        with_session = here()
        company = _company(with_session, kind, params)
        listing = with_session.listing(path, company)
        query = given(with_session, company, kind["filters"], params)
        most = params["most"]
        items = []
        with screen.progress(f"Reading {path} …") as say:
            for thing in listing._walk(query):
                items.append(thing._read)
                if len(items) % 200 == 0:
                    say(f"{len(items)} {path} …")
                if len(items) == most:
                    break
        screen.as_json(items) if params["as_json"] else screen.table(items, query.get("fields") or kind["listed"])

    most = click.Option(["--most"], type=click.IntRange(min=1), help="So many at most; else all.")
    text = f"{kind['summary'].rstrip('.')}."
    return Ask("list", callback=run, params=[*options(kind["filters"]), most, *_shared(kind)], help=text)


def _show(path: str, kind: Json) -> click.Command:
    def run(key: str, **params: Any) -> None:
        with_session = here()
        thing = with_session.listing(path, _company(with_session, kind, params))[key]
        if kind["one"]:
            thing.reload()
        screen.as_json(thing._read) if params["as_json"] else screen.fields(thing._read)

    return Ask("show", callback=run, params=[key_argument(path, kind["name"]), *_shared(kind)], help="All of one.")


def _add(path: str, kind: Json) -> click.Command:
    fields = [field for field in kind["fields"] if field["new"]]

    def run(**params: Any) -> None:
        with_session = here()
        company = _company(with_session, kind, params)
        body = from_file(params["file"]) | given(with_session, company, fields, params)
        _need(fields, body)
        listing = with_session.listing(path, company)
        answer = with_session.connection.ask("POST", listing._lists, body=body).data
        owner = str(answer["id"]) if path == "companies" else company
        changed(with_session, owner, answer, params)
        _tell(answer, params)

    return Ask("add", callback=run, params=_writing(kind, fields), help="A new one.")


def _change(path: str, kind: Json) -> click.Command:
    fields = [field for field in kind["fields"] if field["change"]]
    names = [field["name"].replace("_", "-") for field in fields]

    def run(key: str, **params: Any) -> None:
        with_session = here()
        company = _company(with_session, kind, params)
        body = from_file(params["file"]) | given(with_session, company, fields, params)
        body |= {name.replace("-", "_"): None for name in params["clear"]}
        if not body:
            raise click.UsageError("Nothing to change: name fields with their values.")
        thing = with_session.listing(path, company)[key]
        answer = thing._send(body).data
        changed(with_session, str(thing._key) if path == "companies" else company, answer, params)
        _tell(answer, params)

    clear = click.Option(
        ["--clear"], multiple=True, type=click.Choice(names), metavar="FIELD", help="As it is for a new one."
    )
    params = [key_argument(path, kind["name"]), clear, *_writing(kind, fields)]
    return Ask("change", callback=run, params=params, help="Change what is named; the rest stays.")


def _remove(path: str, kind: Json) -> click.Command:
    def run(key: str, **params: Any) -> None:
        with_session = here()
        company = _company(with_session, kind, params)
        thing = with_session.listing(path, company)[key]
        if not params["yes"] and not params["as_json"]:
            click.confirm(f"Remove {' '.join(_called(kind, thing._read) or [key])}?", abort=True, err=True)
        answer = thing._remove(detach=params.get("detach", False)).data
        changed(with_session, company, answer, params)
        if params["as_json"]:
            screen.as_json(answer or {})

    params: list[click.Parameter] = [key_argument(path, kind["name"])]
    params += [click.Option(["--yes", "-y"], is_flag=True, help="Do not ask.")]
    if kind["detach"]:
        doc = "Take it out of everything that points to it first."
        params += [click.Option(["--detach"], is_flag=True, help=doc)]
    params += [*(wait_options() if kind["within"] == "company" else []), *_shared(kind)]
    return Ask("remove", callback=run, params=params, help="Remove one, after asking.")


def _called(kind: Json, item: Json) -> list[str]:
    return [str(item[name]) for name in kind["names"] if item.get(name)]


def _writing(kind: Json, fields: Sequence[Json]) -> list[click.Parameter]:
    file = click.Option(["--file", "-f"], type=FILE, metavar="FILE", help="Fields from JSON or YAML; - is stdin.")
    return [*options(fields), file, *wait_options(), *_shared(kind)]


def _need(fields: Sequence[Json], body: Json) -> None:
    missing = [
        f"--{field['name'].replace('_', '-')}" for field in fields if field["required"] and field["name"] not in body
    ]
    if missing:
        raise click.UsageError(f"Missing: {', '.join(missing)}.")


def _tell(answer: Json, params: dict[str, Any]) -> None:
    screen.as_json(answer) if params["as_json"] else screen.fields(answer)
