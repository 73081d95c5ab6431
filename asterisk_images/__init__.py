"""Root file systems with Asterisk: declared in `recipe.toml`, built once, addressed by their content.

Other packages need three things from here, all without I/O beyond reading a few files:

* `current(root)`: the image in use under a Carillon folder, or None.
* `modules()`: the modules of the recipe, in load order, without `.so`.
* `asterisk_images.bwrap.command(...)`: how to run a program of an image, unprivileged.

Standard library only: a node imports this package too.
"""

from asterisk_images.recipe import Recipe, modules
from asterisk_images.store import Image, current

__all__ = ["Image", "Recipe", "current", "modules"]
