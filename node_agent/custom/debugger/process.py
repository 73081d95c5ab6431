"""`python -m node_agent.custom.debugger.process`: the developer's process, in which one call's logic runs.

It has no walls: it is the developer's own, with what they may do on this machine and nothing more.
"""

import asyncio
import os
import socket
import traceback
from bdb import BdbQuit
from pathlib import Path
from types import CoroutineType

import click

from node_agent.custom.child.company import Served, load
from node_agent.custom.child.remote_call import RemoteCall
from node_agent.custom.debugger.stops import Adapter, NoDebugger, Stops, Terminal
from node_agent.custom.messages import Begin, Ready, Serve
from tenants.calls import take_call
from tenants.calls.outcome import Outcome


class Debugged(Served):
    """`over` is set when its one call is."""

    def __init__(self, connection: socket.socket, bundles: Path, stops: Stops, over: asyncio.Event) -> None:
        super().__init__(connection)
        self._bundles, self._stops, self._told = bundles, stops, False
        self.over = over

    def _serve(self, message: Serve) -> None:
        super()._serve(message)
        if not self._told:
            self._told = True
            click.echo(f"Armed. {self._stops.hint}")

    async def _take(self, begin: Begin) -> None:
        try:
            await super()._take(begin)
        except OSError:
            click.echo("The node has taken the call away: the time is over, or the caller is gone.")
        finally:
            self.over.set()

    async def _run(self, begin: Begin) -> Outcome:
        click.echo(f"A call from {begin.caller.number or 'a hidden number'} to {begin.dialled}.")
        try:
            outcome = await self._stepped(begin)
        except BdbQuit:
            click.echo("Given back: the product takes the call.")
            raise
        except Exception:
            click.echo(f"{traceback.format_exc()}The call is the product's again.")
            raise
        click.echo(f"The call logic is through: {outcome.reason.value}.")
        return outcome

    async def _stepped(self, begin: Begin) -> Outcome:
        company = self._company
        assert company is not None, "a company comes before its calls"
        if (which := company.profile.customisation) is not None:
            # Only now: what was saved until this moment counts.
            folder = self._bundles / which.bundle / which.name if which.bundle else None
            load(which.name, which.bundle, folder)
        await self._stops.ready(click.echo)
        logic = take_call(RemoteCall(self.link, company, begin))
        assert isinstance(logic, CoroutineType)
        return await self._stops.at_first_line(logic)


async def serve(connection: socket.socket, bundles: Path, stops: Stops, over: asyncio.Event) -> None:
    """Until the call is `over`, or until SystemExit when the node closes the connection."""
    connection.setblocking(True)
    Debugged(connection, bundles, stops, over).link.send(Ready())
    await over.wait()


@click.command()
@click.option("--connection", type=int, required=True, help="An open socket to the node that is armed.")
@click.option("--bundles", type=click.Path(path_type=Path), required=True)
@click.option("--listen", type=int, help="The port for debuggers; without it, pdb.")
def main(connection: int, bundles: Path, listen: int | None) -> None:
    """Take one call from the node."""
    status, over = 1, asyncio.Event()
    try:
        stops = Adapter(listen) if listen is not None else Terminal()
        # Not asyncio.run, which would wait at its end for a thread that waits for a debugger.
        loop = asyncio.new_event_loop()
        loop.run_until_complete(serve(socket.socket(fileno=connection), bundles, stops, over))
        status = 0
    except NoDebugger as problem:
        click.echo(str(problem), err=True)
    except SystemExit:
        # The node closes the connection once the call is over, which may be noticed before we are done.
        status = 0 if over.is_set() else 1
        if not over.is_set():
            click.echo("The node has ended it: no call came in time, or it is restarting.")
    except KeyboardInterrupt:
        click.echo("Given up; calls go on as always.")
    finally:
        # Threads of a debugger may be waiting for somebody who does not come.
        os._exit(status)


if __name__ == "__main__":
    main()
