"""What programs send to make sounds."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish
from control_plane.features.sounds.voice import TEXT_MAX
from control_plane.features.versions.schemas import ChangeOut
from tenants.model.fields import Language, Name

SomeText = Annotated[str, Field(min_length=1, max_length=TEXT_MAX, description="What is said", examples=["Welcome."])]


class SoundUpload(BaseModel):
    """The body of the request is the file itself: WAV, MP3, M4A, OGG, FLAC, AIFF, AMR or WMA, at most 50 MB."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Name, Field(description="How people call it", examples=["Welcome"])]


class Speech(Wish):
    name: Name
    text: SomeText
    language: Language = "en"


class MadeSound(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    file: Annotated[str, Field(description="SHA-256 of what nodes play")]
    seconds: float
    translations: dict[str, str]


class SoundMade(MadeSound):
    change: ChangeOut
