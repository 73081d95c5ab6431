"""What a person sees: one line per step with its seconds, warnings, and a panel at the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(highlight=False)
if not console.is_terminal:
    # A log or a pipe has no edge; passwords must not be broken in two.
    console = Console(highlight=False, width=140)
# Steps quicker than this say nothing when nobody watches a terminal, until they are done.
SLOW = 3.0

Note = Callable[[str], None]
"""Says what a step is doing just now."""


@contextmanager
def step(label: str, *, hint: str = "") -> Iterator[Note]:
    """Show `label` while the block runs, then a tick and its seconds. `hint`: how long it may take, "about 30 s"."""
    began = time.monotonic()
    running = f"{label} … {hint}".rstrip()
    if not console.is_terminal and hint:
        console.print(f"  … {running}")
    try:
        with console.status(running) as status:
            yield lambda what: status.update(f"{running} [dim]{what}[/dim]")
    except BaseException:
        console.print(f"  [red]✗[/red] {label} [dim]{time.monotonic() - began:.1f} s[/dim]")
        raise
    console.print(f"  [green]✓[/green] {label} [dim]{time.monotonic() - began:.1f} s[/dim]")


def say(text: str) -> None:
    """One line in rich's markup."""
    console.print(text)


def warn(text: str) -> None:
    console.print(f"  [yellow]![/yellow] {text}")
