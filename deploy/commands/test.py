import signal
import sys

import click

from deploy import test_run


@click.command(context_settings={"ignore_unknown_options": True}, options_metavar="")
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[LAYER…] [-- PYTEST ARGUMENTS]")
def test(words: tuple[str, ...]) -> None:
    """Run the tests: all layers, or unit, contract, component, node, telephony, portal."""
    signal.signal(signal.SIGTERM, test_run.asked)
    layers, arguments = test_run.split(words)
    sys.exit(test_run.run(layers, arguments))
