import json
import re
from pathlib import Path
from typing import Any

import click

from deploy import story
from deploy.api import Api
from deploy.errors import Stop
from deploy.instance import load
from deploy.paths import UP

PLACE = re.compile(r"(?:.*/companies/)?([a-z0-9-]+)/(?:calls/)?([0-9a-f-]{36})(?:[/?#].*)?")


@click.command()
@click.argument("call")
@click.option("--draft", metavar="VERSION|FILE", help="Another version, or a document (JSON); else the newest version.")
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def replay(call: str, draft: str | None, language: str, as_json: bool) -> None:
    """Tell a real call again, on another configuration. CALL is COMPANY/ID, or the address of its page."""
    place = PLACE.fullmatch(call)
    if place is None:
        raise Stop(f"{call} names no call.", "Copy the address of the call's page, or write COMPANY/ID.")
    wish: dict[str, Any] = {"language": language}
    if draft is not None:
        wish |= {"version": int(draft)} if draft.isdigit() else {"draft": story.read_document(Path(draft))}
    told = Api(load(UP)).ask("POST", f"/companies/{place[1]}/calls/{place[2]}/replay", wish)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(_lines(told)))


def _lines(told: dict[str, Any]) -> list[str]:
    then, now = f"version {told['then_version']}", f"version {told['now_version']}" if told["now_version"] else "draft"
    lines = list(story.failure_lines(told["failure"]))
    for run in told["runs"]:
        lines += [f"Then ({then}):", *(f"  {line}" for line in story.lines(run["then"]))]
        if not run["complete"]:
            lines.append("Not everything that this call met was kept; what is missing is guessed.")
        if run["difference"] is None:
            lines.append(f"Now ({now}): the same.")
            continue
        lines += [f"Now ({now}):", *(f"  {line}" for line in story.lines(run["now"]))]
        lines += [f"then: {run['difference']['then']}", f"now:  {run['difference']['now']}"]
    return lines
