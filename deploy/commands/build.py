import click

from deploy import screen, setup


@click.command()
def build() -> None:
    """Build what the portal serves, and the telephony image, where they are not up to date."""
    setup.run(setup.assets())
    screen.say("Everything is built.")
