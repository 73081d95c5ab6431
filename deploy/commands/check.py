import sys

import click

from deploy import checks


@click.command()
def check() -> None:
    """Style, types, directions of imports, vocabulary and unit tests, in under a minute."""
    failed = [result for result in checks.run(checks.checks()) if not result.passed]
    for result in failed:
        click.echo(f"\n{result.check.label}:\n{result.output.rstrip()}")
    sys.exit(1 if failed else 0)
