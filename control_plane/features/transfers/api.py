"""Files between nodes and the control plane, under /node/v1: signed like all reports, bodies streamed."""

from collections.abc import Iterator
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from control_plane.core.policy import public
from control_plane.core.problems import NotFound
from control_plane.core.ranges import FilesAway, file_answer
from control_plane.core.storage import StorageAway
from control_plane.core.uploads import takes_up_to
from control_plane.core.vault import vault_of
from control_plane.features.customisations.models import OWNER
from control_plane.features.customisations.queries import bundle_for
from control_plane.features.messages.queries import orders_for
from control_plane.features.messages.service import carried_out, take_news
from control_plane.features.nodes.api import SIGNED, node_context
from control_plane.features.nodes.schemas import Report
from control_plane.features.nodes.service import only, open_report, parse
from control_plane.features.sounds.models import SoundFile
from control_plane.features.transfers import service
from wire.files import FILE_MAX, REPORT_HEADER, Fetch, MailboxOrders, MailboxReport, Upload
from wire.reports import ReportOp

reports = APIBlueprint("node_files", __name__, url_prefix="/node/v1", enable_openapi=False)
BLOCK = 1024 * 1024


@reports.post("/files")
@takes_up_to(FILE_MAX)
@public(SIGNED)
def take_file() -> Any:
    ctx = node_context()
    node, args = open_report(ctx, request.headers.get(REPORT_HEADER, ""), ReportOp.FILE)
    name, upload = node.id, parse(Upload, args)
    only(ctx, (upload.about.company,))
    try:
        answer = service.take(ctx, name, upload, _body())
    except StorageAway as problem:
        raise FilesAway("The storage does not answer; send the file again later.") from problem
    return answer.model_dump(mode="json")


@reports.post("/sounds")
@reports.input(Report)
@public(SIGNED)
def give_sound(json_data: Report) -> Response:
    ctx = node_context()
    node, args = open_report(ctx, json_data.envelope, ReportOp.SOUND)
    wanted = parse(Fetch, args)
    only(ctx, (wanted.company,))
    sound = ctx.session.get(SoundFile, (wanted.company, wanted.file))
    if sound is None or not service.is_placed(ctx, node.id, wanted.company):
        raise NotFound("No company that this node serves has such a sound.")
    vault = vault_of(ctx.settings)
    return file_answer(vault, sound.storage, owner=wanted.company, size=sound.bytes, kind="audio/wav")


@reports.post("/bundles")
@reports.input(Report)
@public(SIGNED)
def give_bundle(json_data: Report) -> Response:
    ctx = node_context()
    node, args = open_report(ctx, json_data.envelope, ReportOp.BUNDLE)
    wanted = parse(Fetch, args)
    only(ctx, (wanted.company,))
    bundle = bundle_for(ctx.session, wanted.company, wanted.file)
    if bundle is None or not service.is_placed(ctx, node.id, wanted.company):
        raise NotFound("No company that this node serves has such a bundle.")
    kind = "application/octet-stream"
    return file_answer(vault_of(ctx.settings), bundle.storage, owner=OWNER, size=bundle.bytes, kind=kind)


@reports.post("/mailboxes")
@reports.input(Report)
@public(SIGNED)
def mailboxes(json_data: Report) -> Any:
    ctx = node_context()
    node, args = open_report(ctx, json_data.envelope, ReportOp.MAILBOXES)
    report = parse(MailboxReport, args)
    for done in report.done:
        carried_out(ctx, node.id, done)
    for news in report.news:
        take_news(ctx, node.id, news)
    return MailboxOrders(orders=orders_for(ctx, node.id)).model_dump(mode="json")


def _body() -> Iterator[bytes]:
    while piece := request.stream.read(BLOCK):
        yield piece
