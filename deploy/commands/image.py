import click
from rich.table import Table

from asterisk_images import store
from deploy import screen
from deploy.errors import Stop
from deploy.paths import STATE
from deploy.setup import image as image_step


class Damaged(Stop):
    """An image is not as it was built."""

    code = "image-damaged"


@click.group()
def image() -> None:
    """The telephony image: a verified root file system."""


@image.command()
@click.option("--again", is_flag=True, help="Also when the recipe has not changed: newer packages, or repair.")
def build(again: bool) -> None:
    """Build the image from the recipe, unless it is there already."""
    with screen.step("Telephony image", hint="about 40 s") as note:
        built = image_step.make_image(note, again=again)
    screen.say(f"In use: {built.id}")


@image.command()
def verify() -> None:
    """Read every file of the image in use again."""
    current = store.current(STATE)
    if current is None:
        raise Stop("There is no telephony image.", "Build it with `./carillon image build`.")
    try:
        with screen.step(f"Image {current.id}"):
            store.verify(current)
    except store.ImageDamaged as damage:
        raise Damaged(str(damage)) from damage


@image.command("list")
def list_() -> None:
    """All images on this machine; the star marks the one in use."""
    current = store.current(STATE)
    table = Table("", "image", "built", "asterisk", "files", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for found in store.every(STATE):
        manifest = found.manifest
        star = "*" if current and found.id == current.id else ""
        version = manifest.packages.get("asterisk", "?").partition("+")[0]
        table.add_row(star, found.id, manifest.built_at, version, str(len(manifest.files)))
    screen.console.print(table)
