"""`./carillon debug`: stand in the next call."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click

from deploy import paths, screen
from deploy.api import Api
from deploy.errors import Stop
from deploy.instance import load
from node_agent.custom.debugger.messages import ANSWER, LINE_MAX, SOCKET, Arm, Armed
from node_agent.custom.messages import line_of
from node_agent.unix_socket import connect
from wire.debugging import MINUTES_MAX

PORT = 5678
"""Where editors look for debugpy unless they are told otherwise."""
NODE_SECONDS = 10.0


class NotArmed(Stop):
    """The node did not accept it."""

    code = "not-armed"


@click.command()
@click.option("--company", required=True, metavar="COMPANY", help="Whose calls.")
@click.option("--from", "caller", default="", metavar="NUMBER", help="Whose next call; without it anybody's.")
@click.option("--pdb", "terminal", is_flag=True, help="pdb in this terminal, instead of an editor.")
@click.option(
    "--listen", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port for VS Code or PyCharm."
)
@click.option(
    "--minutes", type=click.IntRange(1, MINUTES_MAX), default=10, show_default=True, help="Then calls go on as always."
)
def debug(company: str, caller: str, terminal: bool, listen: int, minutes: int) -> None:
    """Stop in the logic of the next call; its caller hears music meanwhile. Needs an operator's permission."""
    instance = load(paths.UP)
    wish = {"from": caller, "minutes": minutes, "node": instance.node}
    permitted = Api(instance).ask("POST", f"/companies/{company}/debugging", wish)
    with _connected(instance.folder / "node" / SOCKET) as connection:
        armed = _arm(connection, permitted["order"])
        screen.say(f"Permission {permitted['permission']}, for one call of {company}, {minutes} minutes.")
        argv = [sys.executable, "-m", "node_agent.custom.debugger.process"]
        argv += ["--connection", str(connection.fileno()), "--bundles", armed.bundles]
        argv += [] if terminal else ["--listen", str(listen)]
        process = subprocess.Popen(argv, cwd=paths.REPOSITORY, env=_environment(), pass_fds=[connection.fileno()])
    try:
        status = process.wait()
    except KeyboardInterrupt:
        # The terminal has told it as well.
        status = process.wait()
    raise SystemExit(status)


def _connected(path: Path) -> socket.socket:
    """Raises NotArmed."""
    try:
        return connect(path, NODE_SECONDS)
    except OSError as problem:
        raise NotArmed(
            f"The call logic does not answer ({problem}).", "Start Carillon with `./carillon up`, or see the logs."
        ) from None


def _arm(connection: socket.socket, order: str) -> Armed:
    """Raises NotArmed."""
    connection.sendall(line_of(Arm(order=order)))
    text = b""
    # Not beyond the line: what follows is for the developer's process.
    while not text.endswith(b"\n") and len(text) < LINE_MAX and (more := connection.recv(1)):
        text += more
    if not text.endswith(b"\n"):
        raise NotArmed("The call logic closed the connection.", "See `./carillon logs calls`.")
    answer = ANSWER.validate_json(text)
    if not isinstance(answer, Armed):
        raise NotArmed(answer.why, "Nothing is debugged.")
    return answer


def _environment() -> dict[str, str]:
    """What the shell has, without secrets that may be in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CARILLON_")}
    return kept | {"PYTHONPATH": str(paths.REPOSITORY), "PYTHONUNBUFFERED": "1"}
