import os
from pathlib import Path

import click

from deploy.instance import load
from deploy.paths import UP


@click.command()
def peer() -> None:
    """The demo provider and demo phones, in the foreground (a process of the Procfile)."""
    from deploy.peer import process  # noqa: PLC0415

    process.serve(load(Path(os.environ.get("CARILLON_INSTANCE", UP))))
