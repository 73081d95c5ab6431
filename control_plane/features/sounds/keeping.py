"""Sound files in the vault, and texts that become sound files: the only writer of their table."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from control_plane.core.context import Context
from control_plane.core.problems import Invalid, Problem
from control_plane.core.storage import StorageAway
from control_plane.core.vault import Sealed, vault_of
from control_plane.features.sounds.decode import Decoded, decoded
from control_plane.features.sounds.models import SoundFile, storage_name
from control_plane.features.sounds.voice import Espeak, Voice
from tenants.model import Prompt, Sound, TelephonyObject
from tenants.model.files import files_of, with_prompts
from wire.files import SOUND_MAX

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)
VOICE: Final[Voice] = Espeak()
BLOCK: Final = 1024 * 1024


class SoundsAway(Problem):
    status, code, title = 503, "sounds-away", "Sounds cannot be stored now"


def keep_sound(ctx: Context, company_id: str, sound: Decoded, said: str | None = None) -> SoundFile:
    """Store a sound of the company; the same content is stored once. Raises SoundsAway."""
    vault = vault_of(ctx.settings)
    try:
        with vault.seal(_pieces(sound.path), company_id, most=SOUND_MAX) as sealed:
            vault.put(storage_name(company_id, sealed.sha256), sealed)
    except (StorageAway, OSError) as problem:
        raise SoundsAway("The storage does not answer; try again in a minute.") from problem
    return _noted(ctx, company_id, sound, sealed, said)


def speak(ctx: Context, company_id: str, text: str, language: str) -> SoundFile:
    """What the voice makes of `text`; the same words are spoken once. Raises VoiceAway, NoSound, SoundsAway."""
    said = hashlib.sha256("\0".join((VOICE.name, language, text)).encode()).hexdigest()
    known = select(SoundFile).where(SoundFile.company_id == company_id, SoundFile.said == said)
    if (file := ctx.session.scalars(known).first()) is not None:
        return file
    with tempfile.TemporaryDirectory(prefix="carillon-voice-") as folder:
        spoken = Path(folder) / "spoken.wav"
        VOICE.speak(text, language, spoken)
        with decoded(spoken) as sound:
            return keep_sound(ctx, company_id, sound, said)


def speak_prompts(ctx: Context, company_id: str, item: SomeObject, language: str) -> SomeObject:
    """`item` with a spoken file beside every text in it, and every file that it names known to be the company's.

    Called before an object is saved. Raises VoiceAway, NoSound, SoundsAway, Invalid.
    """

    def spoken(prompt: Prompt) -> Prompt:
        file = speak(ctx, company_id, prompt.text, language).hash if prompt.text is not None else None
        return prompt if file == prompt.spoken else prompt.model_copy(update={"spoken": file})

    item = with_prompts(item, spoken)
    if isinstance(item, Sound):
        _refuse_unknown(ctx, company_id, item)
    return item


def _refuse_unknown(ctx: Context, company_id: str, sound: Sound) -> None:
    files = files_of([sound])
    mine = select(SoundFile.hash).where(SoundFile.company_id == company_id, SoundFile.hash.in_(files))
    if len(set(ctx.session.scalars(mine))) < len(files):
        raise Invalid.one("file", "unknown-file", "The company has no such file; upload the sound.")


def _noted(ctx: Context, company_id: str, sound: Decoded, sealed: Sealed, said: str | None) -> SoundFile:
    row = {
        "company_id": company_id,
        "hash": sealed.sha256,
        "bytes": sealed.bytes,
        "seconds": sound.seconds,
        "key_id": sealed.key_id,
        "said": said,
        "created_at": ctx.clock(),
    }
    ctx.session.execute(insert(SoundFile).values(row).on_conflict_do_nothing())
    return ctx.session.get_one(SoundFile, (company_id, sealed.sha256), populate_existing=True)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(BLOCK):
            yield piece
