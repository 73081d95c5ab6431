"""Faxes as machines send them, and one that no machine would."""

from __future__ import annotations

import io

from PIL import Image


def tiff(pages: int = 1, width: int = 1728, height: int = 1100) -> bytes:
    """Black and white, group 4, at the standard resolution with pixels that are not square."""
    made = []
    for number in range(pages):
        page = Image.new("1", (width, height), 1)
        page.paste(0, (100 * number, 100, 100 * number + 80, 300))
        made.append(page)
    content = io.BytesIO()
    options = {"compression": "group4", "dpi": (204, 98)}
    made[0].save(content, format="TIFF", save_all=True, append_images=made[1:], **options)
    return content.getvalue()


def bomb() -> bytes:
    """Some kilobytes that become a picture of 900 million pixels."""
    content = io.BytesIO()
    Image.new("1", (30_000, 30_000), 1).save(content, format="TIFF", compression="group4")
    return content.getvalue()
