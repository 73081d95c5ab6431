import subprocess
import sys

import click

from deploy import environment
from deploy.instance import load
from deploy.paths import UP


@click.group()
def config() -> None:
    """The settings of this Carillon."""


@config.command("check")
def check() -> None:
    """Say in sentences what is wrong with the settings."""
    made = load(UP)
    codes = [
        subprocess.run(
            [sys.executable, "-m", package, "config-check"], env=environment.of(made, part), check=False
        ).returncode
        for package, part in (("control_plane", "control_plane"), ("node_agent", "node"))
    ]
    sys.exit(max(codes))
