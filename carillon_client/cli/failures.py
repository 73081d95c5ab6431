"""Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not signed in or not allowed, 4 no answer, 5 kept, not live yet."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

REFUSED, USAGE, NOT_ALLOWED, NO_ANSWER, NOT_LIVE = 1, 2, 3, 4, 5


@contextmanager
def told() -> Iterator[None]:
    """Turn what the client raises into a sentence on stderr and an exit code."""
    try:
        yield
    except click.ClickException:
        raise
    except Exception as problem:
        # Imported here: whoever gets this far has them already, and help does not need them.
        from carillon_client.problems import CarillonError

        if not isinstance(problem, CarillonError):
            raise
        _say(problem)
        sys.exit(_code(problem))


def _code(problem: Exception) -> int:
    from carillon_client import problems

    match problem:
        case problems.NotLive():
            return NOT_LIVE
        case problems.Unreachable() | problems.ServerFault() | problems.TooMany():
            return NO_ANSWER
        case problems.NotSignedIn() | problems.Forbidden():
            return NOT_ALLOWED
        case _:
            return REFUSED


def _say(problem: Exception) -> None:
    from carillon_client.problems import Problem

    context = click.get_current_context(silent=True)
    if context and context.params.get("as_json") and isinstance(problem, Problem):
        faults = [vars(fault) for fault in problem.faults]
        said = {"code": problem.code, "status": problem.status, "detail": problem.detail, "errors": faults}
        click.echo(json.dumps(said, ensure_ascii=False), err=True)
        return
    click.echo(f"Error: {problem}", err=True)
