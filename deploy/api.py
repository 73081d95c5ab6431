"""The running Carillon's API, for commands: a token of its own, kept beside the instance's other secrets."""

import os
import sys
from pathlib import Path
from typing import Any

from carillon_client.cli.accounts import TOKEN, Account
from carillon_client.connection import Connection
from carillon_client.problems import NO_PROBLEM, NotSignedIn, Problem, Unreachable
from deploy import environment
from deploy.errors import Stop
from deploy.instance import Instance, NoInstance, load
from deploy.paths import UP
from deploy.setup import tool

SECONDS = 60.0
TRIES = 3


class Away(Stop):
    """The portal does not answer."""

    code = "portal-away"


class Refused(Stop):
    """The API did not do it; it said why."""

    code = "refused"


class Api:
    """`ask` raises Away, Refused with the API's own sentences."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._connection = Connection(instance.control_url, lambda: _token(instance), timeout=SECONDS, tries=TRIES)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The parsed answer. `body` is sent as JSON; bytes as they are."""
        try:
            try:
                return self._send(method, path, body)
            except NotSignedIn:
                if TOKEN in os.environ:
                    raise
                # The database is another one than when the token was made.
                _token(self._instance, anew=True)
                return self._send(method, path, body)
        except Unreachable as problem:
            raise Away(str(problem), "Start Carillon with `./carillon up`, or see `./carillon status`.") from None
        except Problem as problem:
            raise _refused(problem) from None

    def _send(self, method: str, path: str, body: Any) -> Any:
        sent: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"body": body}
        return self._connection.ask(method, path, **sent).data


def account() -> Account | None:
    """This machine's Carillon as its operator sees it; None when there is none. Raises Away, Refused, ToolFailed."""
    try:
        instance = load(UP)
    except NoInstance:
        return None
    # A token of a database that is no more is made anew.
    Api(instance).ask("GET", "/companies?limit=1")
    return Account(instance.control_url, _token(instance), source=str(instance.folder))


def _refused(problem: Problem) -> Refused:
    if problem.code == NO_PROBLEM:
        return Refused(f"The portal answered {problem.status}.", "See `./carillon logs web`.")
    faults = [f"{fault.field}: {fault.message}" for fault in problem.faults]
    return Refused("\n".join(faults) or problem.detail)


def _token(instance: Instance, *, anew: bool = False) -> str:
    """Of the environment, else this machine's operator's. Raises ToolFailed."""
    if given := os.environ.get(TOKEN):
        return given
    kept = instance.folder / "operator-token"
    if anew or not kept.exists():
        _keep(kept, _made(instance))
    return kept.read_text(encoding="utf-8").strip()


def _made(instance: Instance) -> str:
    argv = [sys.executable, "-m", "control_plane", "operator-token"]
    said = tool.run(
        argv,
        what="Making a token for commands",
        log=instance.logs / "operator-token.log",
        env=environment.of(instance, "control_plane"),
    )
    return said.strip().splitlines()[-1]


def _keep(file: Path, token: str) -> None:
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(token, encoding="utf-8")
    fresh.rename(file)
