import json

import click

from deploy.api import Api
from deploy.instance import load
from deploy.paths import UP


@click.command()
@click.argument("company")
@click.option("--days", default=30, show_default=True, help="How far to look back.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def coverage(company: str, days: int, as_json: bool) -> None:
    """List the ways through a company that no call took."""
    found = Api(load(UP)).ask("GET", f"/companies/{company}/coverage?days={days}")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for way in found["ways"]:
        if not way["times"]:
            tried = f" (scenario {', '.join(way['scenarios'])})" if way["scenarios"] else ""
            click.echo(f"{way['kind']} {way['name']}: {way['words']}{tried}")
    click.echo(f"{found['never']} of {len(found['ways'])} ways were not taken in the last {days} days.")
    click.echo(f"No saved scenario takes {found['untried']} of them either.")
