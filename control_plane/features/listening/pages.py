"""The address behind a link. It needs no cookie: the link itself says for whom it is, and that is checked again."""

from flask import Blueprint, Response, request

from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import db
from control_plane.core.policy import public
from control_plane.core.ranges import file_answer
from control_plane.core.vault import vault_of
from control_plane.features.access.identify import settings
from control_plane.features.faxes.queries import get_fax
from control_plane.features.listening.service import What, open_link
from control_plane.features.messages.queries import get_message
from control_plane.features.messages.service import mark_heard
from control_plane.features.recordings.queries import get_recording
from control_plane.features.recordings.service import heard

pages = Blueprint("listening_pages", __name__)


@pages.get("/listen/<token>")
@public("the signed link says for whom it is; the view checks that this person may still listen")
def listen(token: str) -> Response:
    system = Context(session=db.session(), actor=SYSTEM, settings=settings())
    link = open_link(system, token, request.remote_addr or "")
    vault = vault_of(settings())
    match link.what:
        case What.RECORDING:
            recording = get_recording(link.ctx, link.company, link.id)
            name, size, kind = recording.storage, recording.bytes, "audio/wav"
        case What.MESSAGE:
            message = get_message(link.ctx, link.company, link.id)
            name, size, kind = message.storage, message.bytes, "audio/wav"
        case What.FAX:
            fax = get_fax(link.ctx, link.company, link.id)
            name, size, kind = fax.storage, fax.bytes, "application/pdf"
    save_as = f"fax-{link.id}.pdf" if link.what is What.FAX else ""
    answer = file_answer(vault, name, owner=link.company, size=size, kind=kind, save_as=save_as)
    # Players fetch a file in parts, and a browser's first look at it is two bytes: that is not listening yet.
    if request.method == "GET" and _is_beginning(answer):
        if link.what is What.RECORDING:
            heard(link.ctx, recording)
        elif link.what is What.MESSAGE:
            mark_heard(link.ctx, link.company, link.id)
    return answer


def _is_beginning(answer: Response) -> bool:
    part = answer.headers.get("Content-Range", "bytes 0-")
    return part.startswith("bytes 0-") and int(answer.headers["Content-Length"]) > 2
