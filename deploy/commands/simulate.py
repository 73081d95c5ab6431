import json
from pathlib import Path
from typing import Any

import click

from deploy import story
from deploy.api import Api
from deploy.errors import Stop
from deploy.instance import load
from deploy.paths import UP


@click.command()
@click.argument("company")
@click.option("--from", "caller", required=True, metavar="NUMBER", help="Who calls: a short number or one outside.")
@click.option("--to", "dialled", required=True, metavar="NUMBER", help="What they dial.")
@click.option("--at", default="now", show_default=True, metavar="TIME", help='Such as "sunday 19:00", on their clock.')
@click.option("--press", "presses", multiple=True, metavar="DIGITS", help="What they type; once for each question.")
@click.option("--answer", "answers", multiple=True, metavar="WHO:HOW", help="101:5s, 102:busy, 103:off, 600:no-answer.")
@click.option("--hang-up-after", default=0.0, metavar="SECONDS", help="When the caller gives up.")
@click.option("--version", "number", type=int, metavar="NUMBER", help="An older version of the company.")
@click.option(
    "--draft", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A company document (JSON)."
)
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def simulate(
    company: str,
    caller: str,
    dialled: str,
    at: str,
    presses: tuple[str, ...],
    answers: tuple[str, ...],
    hang_up_after: float,
    number: int | None,
    draft: Path | None,
    language: str,
    as_json: bool,
) -> None:
    """Tell what would happen to a call, and why: the real call logic decides."""
    wish: dict[str, Any] = {"from": caller, "to": dialled, "at": at, "presses": list(presses), "language": language}
    wish |= {"answers": dict(map(_behaviour, answers)), "hangs_up_after": hang_up_after}
    if number is not None:
        wish["version"] = number
    if draft is not None:
        wish["draft"] = story.read_document(draft)
    told = Api(load(UP)).ask("POST", f"/companies/{company}/simulations", wish)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in (*story.failure_lines(told["failure"]), *story.lines(told["steps"])):
        click.echo(line)
    click.echo(f"\n→ {told['result_words']}")
    if told["assumed"]:
        names = ", ".join(told["assumed"])
        click.echo(f"Nobody said what these do, so they answer at once: {names}. Say it with --answer NUMBER:HOW.")


def _behaviour(text: str) -> tuple[str, str]:
    who, colon, how = text.rpartition(":")
    if not colon or not who:
        raise Stop(f"--answer {text} does not say who and how.", "Write it like 101:5s or 102:busy.")
    return who, how
