import click

from deploy import screen, stack
from deploy.instance import NoInstance, load
from deploy.paths import UP


@click.command()
def down() -> None:
    """Stop everything that `up` started, and nothing else."""
    try:
        made = load(UP)
    except NoInstance:
        screen.say("Nothing to stop.")
        return
    if not stack.anything_runs(made):
        screen.say("Nothing to stop.")
        return
    with screen.step("Stopping"):
        stack.stop(made)
