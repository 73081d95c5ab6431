import click

from deploy import screen
from deploy.instance import load
from deploy.paths import UP
from deploy.peer import call


@click.group()
def demo() -> None:
    """Calls to play with."""


@demo.command("call-in")
@click.option("--from", "caller", default="+79161234567", show_default=True, help="The caller's number.")
def call_in(caller: str) -> None:
    """Somebody outside calls the demo company's number."""
    made = load(UP)
    with screen.step("Calling the company's number"):
        call.to_the_company(made, caller)
    screen.say(f"It is on its way: {made.portal_url} tells under Calls where it goes, and why.")


@demo.command("call")
@click.option("--to", metavar="NUMBER", help="The short number of whom they call.")
def between(to: str | None) -> None:
    """One demo employee calls another through the node, as `up` does."""
    with screen.step("Calling from employee to employee"):
        answered = call.between_employees(load(UP), to=to)
    screen.say(
        f"{answered.caller.number} called {answered.callee.number}: answered after {answered.answered_ms:.0f} ms."
    )
