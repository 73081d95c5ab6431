import json
from collections.abc import Iterator
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
@click.option("--from", "caller", metavar="NUMBER", help="Who calls: a short number or one outside.")
@click.option("--to", "dialled", metavar="NUMBER", help="What they dial.")
@click.option("--at", default="now", show_default=True, metavar="TIME", help='Such as "sunday 19:00", on their clock.')
@click.option("--press", "presses", multiple=True, metavar="DIGITS", help="What they type; once for each question.")
@click.option("--answer", "answers", multiple=True, metavar="WHO:HOW", help="101:5s, 102:busy, 103:off, 600:no-answer.")
@click.option("--hang-up-after", default=0.0, metavar="SECONDS", help="When the caller gives up.")
@click.option("--version", "number", type=int, metavar="NUMBER", help="An older version of the company.")
@click.option(
    "--draft", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A company document (JSON)."
)
@click.option("--save", "name", metavar="NAME", help="Keep the question and what happens now as a scenario.")
@click.option("--all", "everything", is_flag=True, help="Ask all saved scenarios; exit code 1 when one differs.")
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def simulate(
    company: str,
    caller: str | None,
    dialled: str | None,
    at: str,
    presses: tuple[str, ...],
    answers: tuple[str, ...],
    hang_up_after: float,
    number: int | None,
    draft: Path | None,
    name: str | None,
    everything: bool,
    language: str,
    as_json: bool,
) -> None:
    """Tell what would happen to a call, and why: the real call logic decides."""
    if everything:
        _refuse_beside_all(caller, dialled, name, number, draft)
        _run_all(company, language, as_json=as_json)
        return
    if caller is None or dialled is None:
        raise Stop("Nobody calls anybody yet.", "Say --from and --to, or --all for the saved scenarios.")
    if name is not None and (number is not None or draft is not None):
        raise Stop("Scenarios are about the company as it is.", "Leave out --version and --draft, or --save.")
    question: dict[str, Any] = {"from": caller, "to": dialled, "at": at, "presses": list(presses)}
    question |= {"answers": dict(map(_behaviour, answers)), "hangs_up_after": hang_up_after}
    wish = question | {"language": language}
    if number is not None:
        wish["version"] = number
    if draft is not None:
        wish["draft"] = story.read_document(draft)
    api = Api(load(UP))
    told = api.ask("POST", f"/companies/{company}/simulations", wish)
    saved = api.ask("POST", f"/companies/{company}/scenarios", question | {"name": name}) if name is not None else None
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo("\n".join(_lines(told)))
    if saved is not None:
        click.echo(f"Saved as “{saved['name']}” ({saved['question']['at']}).")


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield from story.failure_lines(told["failure"])
    yield from story.lines(told["steps"])
    yield f"\n→ {told['result_words']}"
    if told["assumed"]:
        names = ", ".join(told["assumed"])
        yield f"Nobody said what these do, so they answer at once: {names}. Say it with --answer NUMBER:HOW."


def _refuse_beside_all(*others: object) -> None:
    if any(other is not None for other in others):
        raise Stop("--all asks the saved scenarios, as they were saved.", "Leave out the other options.")


def _run_all(company: str, language: str, *, as_json: bool) -> None:
    """Ends the program with exit code 1 when a scenario differs."""
    ran = Api(load(UP)).ask("POST", f"/companies/{company}/scenarios/run", {"language": language})
    if as_json:
        click.echo(json.dumps(ran, ensure_ascii=False))
    else:
        for line in story.failure_lines(ran["failure"]):
            click.echo(line)
        for each in ran["items"]:
            click.echo(f"✗ {each['words']}" if each["differs"] else f"✓ {each['name']}: {each['expected']['words']}")
        click.echo(f"{ran['differ']} of {len(ran['items'])} scenarios differ.")
    if ran["differ"]:
        raise SystemExit(1)


def _behaviour(text: str) -> tuple[str, str]:
    who, colon, how = text.rpartition(":")
    if not colon or not who:
        raise Stop(f"--answer {text} does not say who and how.", "Write it like 101:5s or 102:busy.")
    return who, how
