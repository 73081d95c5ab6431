"""Sounds in the portal: upload a file or let the voice say a text, and hear what callers will hear."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.companies.queries import get_company
from control_plane.features.sounds import service
from control_plane.features.sounds.playing import A_LITTLE_MORE, BLOCK, audio
from control_plane.features.sounds.queries import list_sounds
from control_plane.features.sounds.schemas import SoundUpload, Speech
from control_plane.web.banners import announce_change
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.words import gettext

pages = Blueprint("sound_file_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/audio")
_FIELDS: Final = ("name", "text", "language", "file")


@pages.get("")
@allow(Permission.READ_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    return _page(ctx, company, Form({"language": get_company(ctx, company).language}))


@pages.post("")
@takes_up_to(A_LITTLE_MORE)
@allow(Permission.CHANGE_COMPANY)
def add(company: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _FIELDS)
    upload = request.files.get("file")
    try:
        if upload is not None and upload.filename:
            wish = read_wish(SoundUpload, {"name": form.value("name")})
            sound, change = service.add_sound(ctx, company, wish.name, _pieces(upload))
        else:
            said = read_wish(Speech, {name: form.value(name) for name in ("name", "text", "language")})
            sound, change = service.say_sound(ctx, company, said.name, said.text, said.language)
    except Problem as problem:
        db.session.rollback()
        return _page(ctx, company, refuse(form, problem, {})), problem.status
    announce_change(company, change.version, gettext("Sound “%(name)s” was added.", name=sound.name))
    return redirect(url_for(".listing", company=company), 303)


@pages.get("/<sound>")
@allow(Permission.READ_COMPANY)
def play(company: str, sound: str) -> Response:
    return audio(context(), company, sound)


def _page(ctx: Context, company: str, form: Form) -> str:
    languages = [("en", gettext("English")), ("ru", gettext("Russian"))]
    return company_page(
        ctx,
        company,
        "sounds/audio.html",
        active="sounds",
        form=form,
        languages=languages,
        sounds=list_sounds(ctx, company),
    )


def _pieces(upload: FileStorage) -> Iterator[bytes]:
    while piece := upload.stream.read(BLOCK):
        yield piece
