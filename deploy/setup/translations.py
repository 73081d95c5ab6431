"""The portal's translations, compiled where Flask-Babel reads them."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from deploy import paths, screen
from deploy.setup import stamp

STAMP = paths.BUILT / "translations.stamp"


def is_done() -> bool:
    return stamp.fits(STAMP, stamp.of(_sources()))


def make(_note: screen.Note) -> None:
    with stamp.locked(paths.BUILT):
        inputs = stamp.of(_sources())
        for source in _sources():
            target = paths.TRANSLATIONS / source.relative_to(paths.TRANSLATION_SOURCES).with_suffix(".mo")
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            with source.open("rb") as text, fresh.open("wb") as compiled:
                write_mo(compiled, read_po(text, locale=_language(source)))
            fresh.rename(target)
        stamp.write(STAMP, inputs)


def _sources() -> list[Path]:
    return sorted(paths.TRANSLATION_SOURCES.glob("*/LC_MESSAGES/*.po"))


def _language(source: Path) -> str:
    return source.parent.parent.name
