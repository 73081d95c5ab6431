import shutil

import click

from deploy import screen, stack
from deploy.instance import BadInstance, NoInstance, load
from deploy.paths import STATE, UP


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--all", "everything", is_flag=True, help="Also images, built files and the virtual environment.")
def reset(yes: bool, everything: bool) -> None:
    """Remove the data of this Carillon, after asking; it is stopped first."""
    folder = STATE if everything else UP
    if not folder.exists():
        screen.say("Nothing to remove.")
        return
    if not yes:
        click.confirm(f"Remove {folder} with all companies, calls and keys in it?", abort=True)
    try:
        made = load(UP)
        if stack.anything_runs(made):
            with screen.step("Stopping"):
                stack.stop(made)
    except (NoInstance, BadInstance):
        pass
    with screen.step(f"Removing {folder}"):
        shutil.rmtree(folder)
