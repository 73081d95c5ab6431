"""Operations beyond the usual five, such as `carillon webhooks pause` or `carillon companies simulate-call`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from carillon_client.cli import screen
from carillon_client.cli.asking import Ask, changed, company_option, here, json_option, key_argument, wait_options
from carillon_client.cli.description import Json
from carillon_client.cli.fields import from_file, given, options
from carillon_client.cli.session import Session

FILE = click.Path(dir_okay=False, path_type=Path, allow_dash=True)


def action_command(path: str, kind: Json | None, action: Json, *, on_one: bool) -> click.Command:
    """At one object, at a list, or (`kind` is None) at nothing."""
    inside = [part.strip("{}") for part in action["below"] if part.startswith("{")]
    query = [{**field, "name": field["name"]} for field in action["query"]]
    body = action["body"] or []

    def run(**params: Any) -> None:
        with_session = here()
        company = with_session.company(params.get("company")) if kind and kind["within"] == "company" else None
        base = ""
        if kind:
            listing = with_session.listing(path, company)
            thing = listing[params["key"]] if on_one else None
            base = thing.path if thing else listing._lists
            company = str(thing._key) if thing and path == "companies" else company
        sent: dict[str, Any] = {"query": given(with_session, company, query, params)}
        if action["body"] is not None:
            sent["body"] = from_file(params["file"]) | given(with_session, company, body, params)
        if action["uploads"]:
            sent |= {"content": _content(params["file"]), "content_type": _type(params["file"], action["uploads"])}
        if action["streams"]:
            _follow(with_session, _place(base, action["below"], params), sent["query"], as_json=params["as_json"])
            return
        answer = with_session.connection.ask(action["method"], _place(base, action["below"], params), **sent).data
        changed(with_session, company, answer, params)
        _tell(answer, params)

    params: list[click.Parameter] = [key_argument(path, kind["name"])] if kind and on_one else []
    params += [click.Argument([name], metavar=name.upper()) for name in inside]
    params += options([*query, *body])
    if action["uploads"]:
        params.append(click.Argument(["file"], type=FILE))
    elif action["body"] is not None:
        params.append(click.Option(["--file", "-f"], type=FILE, metavar="FILE", help="Fields from JSON or YAML."))
    params += [click.Option(["--output", "-o"], type=FILE, metavar="FILE", help="Where the answer goes.")]
    params += wait_options() if action["method"] != "GET" else []
    params += [*([company_option()] if kind and kind["within"] == "company" else []), json_option()]
    name = action["name"].replace("_", "-")
    return Ask(name, callback=run, params=params, help=f"{action['summary'].rstrip('.')}.")


def _place(base: str, below: list[str], params: dict[str, Any]) -> str:
    from carillon_client.connection import place

    rest = place(*(params[part.strip("{}")] if part.startswith("{") else part for part in below))
    return "/".join(part for part in (base, rest) if part)


def _type(file: Path, usual: str) -> str:
    import mimetypes

    # Not every system's list has it.
    mimetypes.add_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
    return mimetypes.guess_type(file.name)[0] or usual


def _follow(with_session: Session, place: str, query: Json, *, as_json: bool) -> None:
    """A line for each event, until somebody has seen enough."""
    import json

    from carillon_client.streams import stream

    try:
        for event in stream(with_session.connection, place, query=query):
            said = {"id": event.id, "topic": event.topic, "data": event.data}
            if as_json:
                click.echo(json.dumps(said, ensure_ascii=False))
            else:
                click.echo(f"{event.topic}  {screen.short(event.data)}")
    except KeyboardInterrupt:
        return


def _content(file: Path) -> bytes:
    return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()


def _tell(answer: Any, params: dict[str, Any]) -> None:
    """Files go to `--output`, and to a terminal never."""
    output = params.get("output")
    if isinstance(answer, bytes):
        if output is None and sys.stdout.isatty():
            raise click.UsageError("The answer is a file: say --output FILE.")
        if output is None or str(output) == "-":
            sys.stdout.buffer.write(answer)
        else:
            output.write_bytes(answer)
        return
    if output is not None and str(output) != "-":
        import json

        output.write_text(json.dumps(answer, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    elif params["as_json"]:
        screen.as_json(answer)
    elif isinstance(answer, dict):
        screen.fields(answer)
