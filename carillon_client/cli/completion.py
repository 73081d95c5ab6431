"""`carillon completion bash`: what a shell needs to complete commands, options, and names from the API."""

import click
from click.shell_completion import get_completion_class

VARIABLE = "_CARILLON_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what completes words in SHELL.

    \b
    bash: carillon completion bash > ~/.local/share/bash-completion/completions/carillon
    zsh:  carillon completion zsh > ~/.zfunc/_carillon   (with ~/.zfunc in fpath)
    fish: carillon completion fish > ~/.config/fish/completions/carillon.fish
    """
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(ctx.find_root().command, {}, "carillon", VARIABLE).source())
