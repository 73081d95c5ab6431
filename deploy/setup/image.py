"""The telephony image: built when the recipe has changed, read again from end to end before every use."""

from asterisk_images import build, store
from deploy import paths, screen
from deploy.errors import Stop


class ImageFailed(Stop):
    """No new image; the sentence names the step and shows the end of its log."""

    code = "image-failed"


def is_done() -> bool:
    """True when the current image fits the recipe and every file in it is as built."""
    image = build.fitting(paths.STATE)
    if image is None:
        return False
    try:
        store.verify(image)
    except store.ImageDamaged as damage:
        screen.warn(f"{damage} It is built again now.")
        return False
    return True


def make(note: screen.Note) -> None:
    """Build and switch to it, unless another set-up did just that. Raises ImageFailed; then the old one is in use."""
    damaged = build.fitting(paths.STATE) is not None
    make_image(note, again=damaged)


def make_image(note: screen.Note, *, again: bool) -> store.Image:
    """`again`: also when the recipe has not changed. Raises ImageFailed."""
    try:
        image = build.ensure(paths.STATE, again=again, say=note)
    except build.BuildFailed as failure:
        old = store.current(paths.STATE)
        kept = f"The image in use is still {old.id}." if old else "There is no earlier image to use."
        raise ImageFailed(
            f"{failure}\n{failure.tail}".rstrip(), f"{kept} Run the command again when it is mended."
        ) from failure
    for missing in image.manifest.missing:
        screen.warn(f"These telephony packages are other ones than a patch was made for: {missing}.")
    return image
