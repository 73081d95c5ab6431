"""What the company has recorded or written, as words that a caller hears."""

from tenants.calls.call import Call
from tenants.calls.memory import Topic
from tenants.calls.words import Kept, Recording, Word
from tenants.model import Prompt, Sound


def words_of(call: Call, prompt: Prompt | None) -> tuple[Word, ...]:
    """Nothing for no prompt, a sound that is gone, or a text that the voice has not spoken yet."""
    if prompt is None:
        return ()
    if prompt.sound is not None:
        return sound_words(call, prompt.sound)
    return (Recording(prompt.spoken, prompt.text or ""),) if prompt.spoken is not None else ()


def sound_words(call: Call, sound_id: str | None) -> tuple[Word, ...]:
    """A sound of the company in the language of the call, where it has been translated."""
    sound = call.company.get(Sound, sound_id)
    if sound is None:
        return ()
    return (Recording(sound.translations.get(call.language, sound.file), sound.name),)


def greeting_of(call: Call, object_id: str, prompt: Prompt | None) -> tuple[Word, ...]:
    """The greeting of a mailbox or menu: what was recorded by phone wins until the next version has it."""
    recorded = call.memory.get(Topic.GREETING, object_id)
    return (Kept(str(recorded)),) if recorded else words_of(call, prompt)
