"""The running Carillon's API, for commands: a token of its own, kept beside the instance's other secrets."""

import os
import sys
from pathlib import Path
from typing import Any

import httpx

from deploy import environment
from deploy.errors import Stop
from deploy.instance import Instance
from deploy.setup import tool

TOKEN = "CARILLON_TOKEN"  # noqa: S105 (a variable's name)
SECONDS = 60.0


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
        self._client = httpx.Client(base_url=f"{instance.control_url}/api/v1", trust_env=False, timeout=SECONDS)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The parsed answer. `body` is sent as JSON; bytes as they are."""
        answer = self._send(method, path, body, _token(self._instance))
        if answer.status_code == httpx.codes.UNAUTHORIZED and TOKEN not in os.environ:
            # The database is another one than when the token was made.
            answer = self._send(method, path, body, _token(self._instance, anew=True))
        if not answer.is_success:
            raise _refused(answer)
        return answer.json()

    def _send(self, method: str, path: str, body: Any, token: str) -> httpx.Response:
        try:
            content: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body}
            return self._client.request(method, path, headers={"Authorization": f"Bearer {token}"}, **content)
        except httpx.TransportError as problem:
            raise Away(
                f"The portal at {self._instance.control_url} does not answer ({problem}).",
                "Start Carillon with `./carillon up`, or see `./carillon status`.",
            ) from None


def _refused(answer: httpx.Response) -> Refused:
    try:
        problem: dict[str, Any] = answer.json()
    except ValueError:
        return Refused(f"The portal answered {answer.status_code}.", "See `./carillon logs web`.")
    faults = [f"{fault['field']}: {fault['message']}" for fault in problem.get("errors", ())]
    return Refused("\n".join(faults) or str(problem.get("detail", answer.status_code)))


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
