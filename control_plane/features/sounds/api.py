"""Making sounds over the API; listing, renaming and removing them is as for every object."""

from collections.abc import Iterator
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from control_plane.core.answers import changed
from control_plane.core.idempotency import idempotent
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.features.access.identify import context
from control_plane.features.sounds import service
from control_plane.features.sounds.playing import A_LITTLE_MORE, BLOCK, audio
from control_plane.features.sounds.schemas import MadeSound, SoundMade, SoundUpload, Speech

api = APIBlueprint("sound_files_api", __name__, url_prefix="/api/v1/companies/<company>/sounds", tag="Sounds")


@api.post("")
@takes_up_to(A_LITTLE_MORE)
@idempotent
@api.input(SoundUpload, location="query")
@api.output(SoundMade, status_code=201)
@api.doc(operation_id="uploadSound", summary="Upload a sound: the body is the file")
@allow(Permission.CHANGE_COMPANY)
def upload_sound(company: str, query_data: SoundUpload) -> Any:
    return changed(*service.add_sound(context(), company, query_data.name, _body()), MadeSound)


@api.post("/speech")
@idempotent
@api.input(Speech)
@api.output(SoundMade, status_code=201)
@api.doc(operation_id="saySound", summary="Let the built-in voice say a text")
@allow(Permission.CHANGE_COMPANY)
def say_sound(company: str, json_data: Speech) -> Any:
    return changed(
        *service.say_sound(context(), company, json_data.name, json_data.text, json_data.language), MadeSound
    )


@api.post("/<sound>/translations/<language>")
@takes_up_to(A_LITTLE_MORE)
@idempotent
@api.output(SoundMade)
@api.doc(operation_id="translateSound", summary="The same words in another language: the body is the file")
@allow(Permission.CHANGE_COMPANY)
def translate_sound(company: str, sound: str, language: str) -> Any:
    return changed(*service.translate_sound(context(), company, sound, language, _body()), MadeSound)


@api.get("/<sound>/audio")
@api.doc(operation_id="playSound", summary="The sound as callers hear it: WAV")
@allow(Permission.READ_COMPANY)
def play_sound(company: str, sound: str) -> Response:
    return audio(context(), company, sound)


def _body() -> Iterator[bytes]:
    if "Idempotency-Key" in request.headers:
        # Read already, to be compared with the first request of this key.
        yield request.get_data()
        return
    while piece := request.stream.read(BLOCK):
        yield piece
