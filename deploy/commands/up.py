import time

import click

from deploy import bring_up, panel, screen, stack
from deploy.errors import Stop
from deploy.instance import Instance, NoInstance, load
from deploy.paths import UP
from deploy.ports import VARIABLES
from deploy.setup import seed


class Busy(Stop):
    """Another command is starting or stopping this instance."""

    code = "busy"


def port_options(command: click.Command) -> click.Command:
    """--portal-port and so on, one for each door; each also from its environment variable."""
    for name, variable in reversed(VARIABLES.items()):
        option = f"--{name.replace('_', '-')}" + ("" if "rtp" in name else "-port")
        help_text = f"Port setting {variable}."
        command.params.insert(1, click.Option([option, variable], envvar=variable, metavar="NUMBER", help=help_text))
    return command


@click.command()
@click.option("--detach", is_flag=True, help="Return when Carillon is up, and leave it running.")
@click.option("--verbose", is_flag=True, help="Show what the processes say.")
def up(detach: bool, verbose: bool, **wishes: str | None) -> None:
    """Set up what is missing, start everything, prove it with a real call."""
    given = {name.upper(): value for name, value in wishes.items() if value}
    if running := _running():
        panel.show(running, seed.read(running), None, detached=True)
        return
    made = bring_up.settle(given)
    with stack.claimed(made) as mine:
        if not mine:
            raise Busy("Another command is starting or stopping this Carillon just now.", "Wait for it and try again.")
        try:
            bring_up.prepare(made)
            call = bring_up.start(made)
        except BaseException:
            if stack.anything_runs(made):
                _end(made)
            raise
    panel.show(made, seed.read(made), call, detached=detach)
    if not detach:
        _stay(made, verbose=verbose)


def _running() -> Instance | None:
    try:
        made = load(UP)
    except NoInstance:
        return None
    return made if stack.runner(made) else None


def _stay(made: Instance, *, verbose: bool) -> None:
    """Until Ctrl-C, or until somebody else stops it."""
    runner = stack.runner(made)
    try:
        if verbose:
            from deploy.commands.logs import follow  # noqa: PLC0415

            follow(made.logs, None, until=lambda: not (runner and runner.alive))
        while runner and runner.alive:
            time.sleep(0.5)
    except KeyboardInterrupt:
        screen.say("")
        _end(made)
        return
    screen.say("Carillon was stopped.")


def _end(made: Instance) -> None:
    import signal  # noqa: PLC0415

    # A second Ctrl-C must not leave half of it running.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with screen.step("Stopping"):
        stack.stop(made)


port_options(up)
