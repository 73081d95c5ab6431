"""`carillon apply FILE`: make a company what a document says, as one version.

The document is what `carillon companies document` prints. What differs goes into a draft, the server tells the
differences in words and what would not work, and the draft is published when somebody agrees, else discarded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from carillon_client.cli import screen
from carillon_client.cli.asking import Ask, changed, company_option, here, json_option, wait_options
from carillon_client.cli.fields import read_data
from carillon_client.connection import Connection, place

FILE = click.Path(dir_okay=False, path_type=Path, allow_dash=True)
Json = Mapping[str, Any]
Key = tuple[str, str]


def command() -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["file"], type=FILE),
        click.Option(["--reason"], default="", metavar="TEXT", help="Why; needed where there are warnings."),
        click.Option(["--keep"], is_flag=True, help="Leave what the document does not mention; else it is removed."),
        click.Option(["--dry-run"], is_flag=True, help="Only tell the differences."),
        click.Option(["--yes", "-y"], is_flag=True, help="Do not ask."),
        *wait_options(),
        company_option(),
        json_option(),
    ]
    return Ask("apply", callback=apply, params=params, help="Make a company what a document (JSON, YAML) says.")


def apply(file: Path, **params: Any) -> None:
    """The command."""
    with_session = here()
    document = read_data(file)
    wanted = objects_of(document, str(file))
    company = with_session.company(params["company"] or document.get("company"))
    connection = with_session.connection
    current = objects_of(connection.ask("GET", place("companies", company, "document")).data, "The answer")
    puts = {key: data for key, data in wanted.items() if current.get(key) != data}
    removals = [] if params["keep"] else gone(current, wanted)
    if not puts and not removals:
        screen.as_json({"differences": [], "change": None}) if params["as_json"] else screen.note("Nothing differs.")
        return
    with draft(connection, company, file.name, params["reason"]) as path:
        credentials = fill(connection, path, puts, removals)
        looked = connection.ask("GET", path).data
        refused = [*looked["obstacles"], *looked["faults"]]
        if not params["as_json"]:
            show(looked)
        if refused:
            raise click.ClickException("\n".join(f"{each['field']}: {each['message']}" for each in refused))
        said: dict[str, Any] = {"differences": looked["differences"], "warnings": looked["warnings"], "change": None}
        if not params["dry_run"]:
            if not params["yes"] and not params["as_json"]:
                click.confirm("Apply?", abort=True, err=True)
            answer = connection.ask("POST", f"{path}/publish", body={"reason": params["reason"]}).data
            changed(with_session, company, answer, params)
            said |= {"change": answer["change"], "credentials": credentials}
    if params["as_json"]:
        screen.as_json(said)
    elif said["change"]:
        for each in credentials:
            click.echo(f"New phone: login {each['login']}, password {each['password']}")


def objects_of(document: Any, name: str) -> dict[Key, Json]:
    """What a document says of each object, by kind and id. Raises UsageError."""
    try:
        items = [(str(item["kind"]), dict(item["data"])) for item in document["items"]]
        return {(kind, str(data.pop("id"))): data for kind, data in items}
    except (KeyError, TypeError, ValueError):
        text = f"{name} is no company document: `carillon companies document COMPANY` prints one."
        raise click.UsageError(text) from None


def gone(current: Mapping[Key, Json], wanted: Mapping[Key, Json]) -> list[Key]:
    """What is to be removed. Phones go with the person they belong to."""
    removed = current.keys() - wanted.keys()
    people = {key[1] for key in removed if key[0] == "employee"}
    return sorted(key for key in removed if not (key[0] == "phone" and current[key].get("employee") in people))


@contextmanager
def draft(connection: Connection, company: str, name: str, reason: str) -> Iterator[str]:
    """The path of a new draft; discarded unless it was published."""
    lists = place("companies", company, "drafts")
    made = connection.ask("POST", lists, body={"name": f"apply {name}"[:100], "reason": reason}).data
    path = f"{lists}/{place(made['id'])}"
    try:
        yield path
    finally:
        if connection.ask("GET", path).data["state"] != "published":
            connection.ask("DELETE", path)


def fill(connection: Connection, path: str, puts: Mapping[Key, Json], removals: list[Key]) -> list[Json]:
    """Put everything into the draft; the credentials of new phones, which are shown this once."""
    credentials = []
    total = len(puts) + len(removals)
    with screen.progress(f"Comparing {total} objects …") as say:
        for count, ((kind, key), data) in enumerate(puts.items(), start=1):
            say(f"{count} of {total} objects …")
            answer = connection.ask("PUT", f"{path}/{place('objects', kind, key)}", body={"data": data}).data
            credentials += [answer["credentials"]] if answer["credentials"] else []
        for kind, key in removals:
            connection.ask("POST", f"{path}/{place('objects', kind, key, 'removal')}", body={})
    return credentials


def show(looked: Json) -> None:
    """The differences in the server's words."""
    for each in looked["differences"]:
        click.echo({"added": "+", "removed": "-"}.get(each["done"], "~") + f" {each['words']}")
        for field in each["fields"] if each["done"] == "changed" else ():
            click.echo(f"    {field['words']}")
    for warning in looked["warnings"]:
        screen.note(f"Warning: {warning['text']}")
