"""What a caller is told: a sound of the company, or words that the company's voice speaks."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from tenants.model.document import Document
from tenants.model.fields import FileHash, SoundId


class Prompt(Document):
    """Exactly one of `sound` and `text`; `spoken` is the file the voice made of `text`, when it is ready."""

    sound: SoundId | None = None
    text: Annotated[str, Field(min_length=1, max_length=2000)] | None = None
    spoken: FileHash | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.sound is None) == (self.text is None):
            raise ValueError("a prompt is either a sound or a text")
        return self
