"""Drafts over the API."""

from dataclasses import asdict, replace
from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.context import Context
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.drafts import queries, service
from control_plane.features.drafts.models import Draft
from control_plane.features.drafts.schemas import (
    DraftChange,
    DraftDetail,
    DraftOut,
    DraftPage,
    DraftPublished,
    NewDraft,
    PublishWish,
)
from control_plane.features.drafts.shown import draft_out, object_out
from control_plane.features.simulations.schemas import Language, QuestionWish, SimulationOut
from control_plane.features.simulations.service import simulate_on
from control_plane.features.simulations.tell import speaking, told_out

api = APIBlueprint("drafts_api", __name__, url_prefix="/api/v1/companies/<company>/drafts", tag="Drafts")


class DraftQuestion(QuestionWish):
    """A question about the company as the draft would make it."""

    language: Language = None


@api.get("")
@api.input(PageQuery, location="query")
@api.output(DraftPage)
@api.doc(operation_id="listDrafts", summary="Drafts, oldest first")
@allow(Permission.READ_COMPANY)
def list_drafts(company: str, query_data: PageQuery) -> Any:
    ctx = context()
    page = queries.list_drafts(ctx, company, limit=query_data.limit, cursor=query_data.cursor)
    counts = queries.counts(ctx, company, page.items)
    return {
        "items": [draft_out(draft, counts.get(draft.id, 0)) for draft in page.items],
        "next_cursor": page.next_cursor,
    }


@api.post("")
@idempotent
@api.input(NewDraft)
@api.output(DraftOut, status_code=201)
@api.doc(operation_id="createDraft", summary="Prepare changes together; nothing changes until it is published")
@allow(Permission.CHANGE_COMPANY)
def create_draft(company: str, json_data: NewDraft) -> Any:
    return draft_out(service.new_draft(context(), company, json_data.name, json_data.reason), 0)


@api.get("/<draft>")
@api.output(DraftDetail)
@api.doc(operation_id="getDraft", summary="A draft, what it would change, and what is to be said of that")
@allow(Permission.READ_COMPANY)
def get_draft(company: str, draft: str) -> Any:
    ctx = context()
    found = queries.get_draft(ctx, company, draft)
    rows = queries.objects_of(ctx, found)
    looked = service.look_into(ctx, company, draft)
    return draft_out(found, len(rows)) | {
        "wants": [object_out(row) for row in rows],
        "differences": [asdict(each) for each in looked.told()],
        "obstacles": [asdict(each) for each in looked.obstacles],
        "faults": [asdict(each) for each in looked.faults],
        "warnings": list(looked.warnings),
    }


@api.patch("/<draft>")
@api.input(DraftChange)
@api.output(DraftOut)
@api.doc(operation_id="changeDraft", summary="Rename a draft, or say why it is made")
@allow(Permission.CHANGE_COMPANY)
def change_draft(company: str, draft: str, json_data: DraftChange) -> Any:
    ctx = context()
    return _shown(ctx, service.change_draft(ctx, company, draft, json_data.model_dump(exclude_unset=True)))


@api.delete("/<draft>")
@api.output({}, status_code=204)
@api.doc(operation_id="discardDraft", summary="Discard a draft; what was published stays")
@allow(Permission.CHANGE_COMPANY)
def discard_draft(company: str, draft: str) -> Any:
    service.discard(context(), company, draft)
    return "", 204


@api.post("/<draft>/publish")
@idempotent
@api.input(PublishWish)
@api.output(DraftPublished)
@api.doc(operation_id="publishDraft", summary="Publish a draft as one version, now or at a time")
@allow(Permission.CHANGE_COMPANY)
def publish_draft(company: str, draft: str, json_data: PublishWish) -> Any:
    ctx = context()
    ctx = replace(ctx, reason=json_data.reason or ctx.reason)
    if json_data.at is not None:
        return _shown(ctx, service.schedule(ctx, company, draft, json_data.at)) | {"change": None}
    change = service.publish(ctx, company, draft)
    return _shown(ctx, queries.get_draft(ctx, company, draft)) | {"change": change_out(change)}


@api.post("/<draft>/unschedule")
@idempotent
@api.output(DraftOut)
@api.doc(operation_id="unscheduleDraft", summary="Let a draft wait until somebody publishes it")
@allow(Permission.CHANGE_COMPANY)
def unschedule_draft(company: str, draft: str) -> Any:
    ctx = context()
    return _shown(ctx, service.unschedule(ctx, company, draft))


@api.post("/<draft>/simulations")
@idempotent
@api.input(DraftQuestion)
@api.output(SimulationOut)
@api.doc(operation_id="simulateDraft", summary="What would happen to a call after the draft is published")
@allow(Permission.READ_COMPANY)
def simulate_draft(company: str, draft: str, json_data: DraftQuestion) -> Any:
    ctx = context()
    told = simulate_on(ctx, queries.draft_company(ctx, company, draft), json_data.question())
    with speaking(json_data.language):
        return told_out(ctx, told)


def _shown(ctx: Context, draft: Draft) -> dict[str, Any]:
    return draft_out(draft, queries.counts(ctx, draft.company_id, [draft]).get(draft.id, 0))
