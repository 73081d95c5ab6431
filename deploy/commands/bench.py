import subprocess
import sys

import click

from deploy import setup
from deploy.paths import REPOSITORY


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Measure what docs/performance.md records."""
    setup.run(setup.assets())
    sys.exit(subprocess.run([sys.executable, "-m", "bench", *arguments], cwd=REPOSITORY, check=False).returncode)
