"""The last thing `up` shows: where to go, who to be, how to stop."""

from typing import Any

from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from deploy.instance import Instance
from deploy.peer.call import Answered
from deploy.ports import LOOPBACK
from deploy.screen import console

STAFF = {"owner": "Company owner", "reseller": "Reseller", "operator": "Operator"}


def show(instance: Instance, demo: dict[str, Any], call: Answered | None, *, detached: bool) -> None:
    """`call` is the synthetic one that proved it, or None when the stack was up already."""
    table = Table.grid(padding=(0, 3))
    table.add_row("Portal", f"[link={instance.portal_url}]{instance.portal_url}[/link]")
    for key, title in STAFF.items():
        if account := demo.get(key):
            table.add_row(title, f"{account['login']}   [bold]{account['password']}[/bold]")
    table.add_row()
    table.add_row("SIP server", f"{LOOPBACK}:{instance.ports.sip} (UDP or TCP)")
    for phone in demo["phones"][:2]:
        table.add_row(
            f"Phone {phone['number']}",
            f"{phone['login']}   [bold]{phone['password']}[/bold]   {escape(phone['employee'])}",
        )
    for phone in demo["phones"][-2:]:
        table.add_row(f"Call {phone['number']}", f"{escape(phone['employee'])} answers and gives back what you say")
    table.add_row(f"Call {demo['number']}", "from outside: `./carillon demo call-in` greets, then rings phone 101")
    table.add_row()
    if call:
        sentence = (
            f"{call.caller.number} called {call.callee.number} and was heard: "
            f"answered after {call.answered_ms:.0f} ms, in the list of calls {call.told_seconds:.1f} s after hanging up"
        )
        table.add_row("Tried", sentence)
    table.add_row("Stop", "./carillon down" if detached else "Ctrl-C here, or ./carillon down elsewhere")
    console.print()
    console.print(Panel(table, title="[bold green]Carillon is up[/bold green]", expand=False, padding=(1, 2)))
