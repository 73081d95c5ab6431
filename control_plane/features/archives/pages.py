"""Archives in the portal, and the address behind a link to one."""

from flask import Blueprint, Response, request

from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import db
from control_plane.core.policy import public
from control_plane.core.ranges import file_answer
from control_plane.core.vault import vault_of
from control_plane.features.access.identify import settings
from control_plane.features.archives.links import open_link
from control_plane.features.archives.models import OWNER

pages = Blueprint("archive_pages", __name__, template_folder="templates")


@pages.get("/archives/<token>")
@public("the signed link says for whom it is; the view checks that this person may still have the archive")
def fetch(token: str) -> Response:
    system = Context(session=db.session(), actor=SYSTEM, settings=settings())
    job = open_link(system, token, request.remote_addr or "")
    assert job.storage is not None
    name = f"{job.company}-{job.created_at:%Y%m%d-%H%M}.zip"
    vault = vault_of(settings())
    return file_answer(vault, job.storage, owner=OWNER, size=job.bytes, kind="application/zip", save_as=name)
