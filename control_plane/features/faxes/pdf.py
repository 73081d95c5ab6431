"""TIFF as fax machines send it becomes PDF, in a program of its own with limits: `python …/pdf.py IN OUT`."""

import json
import resource
import sys
from pathlib import Path

PAGES_MAX = 200
PIXELS_MAX = 40_000_000
"""Of a page: A3 at 400 dpi."""
MEMORY = 1024 * 1024 * 1024


def main(source: str, target: str) -> int:
    """Prints `{"pages": …}`; anything else is a refusal."""
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, 60), (resource.RLIMIT_FSIZE, 100 * 1024 * 1024))
    for kind, most in (*limits, (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    print(json.dumps({"pages": convert(Path(source), Path(target))}))  # noqa: T201 (this is the answer)
    return 0


def convert(source: Path, target: Path) -> int:
    """Returns how many pages. Raises ValueError and Pillow's errors for what is no fax."""
    from PIL import Image, ImageSequence  # noqa: PLC0415 (after the limits are set)

    Image.MAX_IMAGE_PIXELS = PIXELS_MAX
    with Image.open(source, formats=("TIFF",)) as image:
        if getattr(image, "n_frames", 1) > PAGES_MAX:
            raise ValueError(f"more than {PAGES_MAX} pages")
        pages = []
        for frame in ImageSequence.Iterator(image):
            if frame.width * frame.height > PIXELS_MAX:
                raise ValueError("a page is too large")
            across, down = (float(each) for each in frame.info.get("dpi", (204, 196)))
            page = frame.convert("1")
            # Faxes have pixels that are not square (ITU-T T.4: 204 × 98 or 204 × 196 per inch).
            if across > 0 and down > 0 and abs(across - down) > 20:
                page = page.resize((page.width, min(round(page.height * across / down), 6000)))
            pages.append(page)
        pages[0].save(target, format="PDF", save_all=True, append_images=pages[1:], resolution=204.0)
        return len(pages)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
