"""Sounds of a company: uploaded, spoken, translated. Decoding comes before the company is locked."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Invalid
from control_plane.features.companies.models import Company
from control_plane.features.companies.queries import get_company
from control_plane.features.objects.service import change_object, create_object
from control_plane.features.sounds.decode import UPLOAD_MAX, NoSound, decoded
from control_plane.features.sounds.keeping import keep_sound, speak
from control_plane.features.sounds.models import SoundFile
from control_plane.features.versions.service import Change
from tenants.model import Sound
from tenants.model.fields import Language

LANGUAGES: Final = ("en", "ru")


def add_sound(ctx: Context, company_id: str, name: str, upload: Iterable[bytes]) -> tuple[Sound, Change]:
    """From a file of any form. Raises NotFound, NoSound, SoundsAway, Invalid."""
    get_company(ctx, company_id)
    with spooled(upload) as source, decoded(source) as sound:
        return _created(ctx, company_id, name, keep_sound(ctx, company_id, sound))


def say_sound(ctx: Context, company_id: str, name: str, text: str, language: Language) -> tuple[Sound, Change]:
    """From a text. Raises NotFound, VoiceAway, NoSound, SoundsAway, Invalid."""
    get_company(ctx, company_id)
    return _created(ctx, company_id, name, speak(ctx, company_id, text, checked_language(language)))


def translate_sound(
    ctx: Context, company_id: str, sound_id: str, language: Language, upload: Iterable[bytes]
) -> tuple[Sound, Change]:
    """The same words in another language. Raises NotFound, NoSound, SoundsAway, Invalid, NothingChanged."""
    checked_language(language)
    with spooled(upload) as source, decoded(source) as decoded_sound:
        file = keep_sound(ctx, company_id, decoded_sound)

    def translated(_: Company, sound: Sound) -> Sound:
        return sound.model_copy(update={"translations": {**sound.translations, language: file.hash}})

    return change_object(ctx, company_id, Sound, sound_id, translated)


def checked_language(language: str) -> str:
    """Raises Invalid."""
    if language not in LANGUAGES:
        raise Invalid.one("language", "unknown-language", "This language has no voice yet; choose en or ru.")
    return language


def _created(ctx: Context, company_id: str, name: str, file: SoundFile) -> tuple[Sound, Change]:
    sound = Sound(id=new_id(), name=name, file=file.hash, seconds=round(file.seconds, 2))
    return create_object(ctx, company_id, lambda _: sound)


@contextmanager
def spooled(upload: Iterable[bytes]) -> Iterator[Path]:
    """All of it in a file of this machine, which goes when the block ends. Raises NoSound beyond 50 MB."""
    size = 0
    with tempfile.NamedTemporaryFile(prefix="carillon-") as file:
        for piece in upload:
            size += len(piece)
            if size > UPLOAD_MAX:
                raise NoSound.because("too-large")
            file.write(piece)
        file.flush()
        yield Path(file.name)
