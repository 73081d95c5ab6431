"""A company's customisation over the API."""

from typing import Any

from apiflask import APIBlueprint
from flask import request

from control_plane.core.answers import change_out
from control_plane.core.context import Context
from control_plane.core.idempotency import idempotent
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.features.access.identify import context
from control_plane.features.companies.queries import get_company
from control_plane.features.customisations import service
from control_plane.features.customisations.choosing import Choice, choices
from control_plane.features.customisations.models import Bundle, CompanyBundle
from control_plane.features.customisations.queries import bundles_of, chosen, customised
from control_plane.features.customisations.schema_words import field_schemas
from control_plane.features.customisations.schemas import (
    BundleList,
    BundleOut,
    CustomisationChoices,
    CustomisationOut,
    LanguageQuery,
    Pinned,
    PinWish,
)
from control_plane.features.objects.document_api import customised_schema, schema_answer
from tenants.model.custom import Customised
from wire.bundles import FILE_MAX

api = APIBlueprint("customisations_api", __name__, url_prefix="/api/v1/companies/<company>", tag="Customisations")


@api.get("/customisations")
@api.input(LanguageQuery, location="query")
@api.output(CustomisationChoices)
@api.doc(
    operation_id="listCustomisations",
    summary="Customisations that this company may have",
    description="One is chosen by changing `customisation` of the company; null is none.",
)
@allow(Permission.READ_COMPANY)
def list_customisations(company: str, query_data: LanguageQuery) -> Any:
    ctx = context()
    get_company(ctx, company)
    return {"items": [_choice_out(each) for each in choices(ctx, company, query_data.language)]}


@api.get("/customisation")
@api.input(LanguageQuery, location="query")
@api.output(CustomisationOut)
@api.doc(operation_id="getCustomisation", summary="What serves the company now, and its extra fields")
@allow(Permission.READ_COMPANY)
def get_customisation(company: str, query_data: LanguageQuery) -> Any:
    ctx = context()
    get_company(ctx, company)
    which = chosen(ctx.session, company)
    found = customised(ctx.session, which)
    return {
        "name": which.name if which else None,
        "bundle": which.bundle if which else None,
        "title": found.translated(found.title, query_data.language) if found else "",
        "known": which is None or found is not None,
        "fields": field_schemas(found, query_data.language),
    }


@api.get("/document-schema")
@api.input(LanguageQuery, location="query")
@api.output({}, content_type="application/schema+json")
@api.doc(
    operation_id="getCompanyDocumentSchema",
    summary="The JSON schema of this company's document, its own extra fields included",
)
@allow(Permission.READ_COMPANY)
def get_document_schema(company: str, query_data: LanguageQuery) -> Any:
    ctx = context()
    get_company(ctx, company)
    found = customised(ctx.session, chosen(ctx.session, company))
    return schema_answer(customised_schema(field_schemas(found, query_data.language)))


@api.put("/customisation")
@api.input(PinWish)
@api.output(Pinned)
@api.doc(operation_id="pinCustomisation", summary="Let a bundle serve the company from the next version on")
@allow(Permission.SHIP_BUNDLES)
def pin_customisation(company: str, json_data: PinWish) -> Any:
    which = Customised(name=json_data.name, bundle=json_data.bundle)
    return {"change": change_out(service.pin(context(), company, which))}


@api.delete("/customisation")
@api.output(Pinned)
@api.doc(operation_id="unpinCustomisation", summary="Let the originals serve the company again")
@allow(Permission.SHIP_BUNDLES)
def unpin_customisation(company: str) -> Any:
    return {"change": change_out(service.pin(context(), company, None))}


@api.get("/bundles")
@api.output(BundleList)
@api.doc(operation_id="listBundles", summary="Bundles that were uploaded for the company, newest first")
@allow(Permission.SHIP_BUNDLES)
def list_bundles(company: str) -> Any:
    ctx = context()
    get_company(ctx, company)
    now = chosen(ctx.session, company)
    return {"items": [_bundle_out(ctx, *each, now) for each in bundles_of(ctx, company)]}


@api.post("/bundles")
@takes_up_to(FILE_MAX)
@idempotent
@api.output(BundleOut, status_code=201)
@api.doc(
    operation_id="uploadBundle",
    summary="Upload a bundle: the body is the signed file",
    description="Refused unless a trusted developer has signed it and its tests have passed. It serves nobody yet.",
)
@allow(Permission.SHIP_BUNDLES)
def upload_bundle(company: str) -> Any:
    ctx = context()
    made = service.upload_bundle(ctx, company, request.get_data())
    added = next(pair for pair in bundles_of(ctx, company) if pair[0].hash == made.hash)
    return _bundle_out(ctx, *added, chosen(ctx.session, company))


def _bundle_out(ctx: Context, bundle: Bundle, added: CompanyBundle, now: Customised | None) -> dict[str, Any]:
    said = {name: bundle.manifest[name] for name in ("title", "release", "descendants", "files")}
    return said | {
        "hash": bundle.hash,
        "name": bundle.name,
        "version": bundle.version,
        "author": bundle.author,
        "signer": bundle.signer,
        "trusted": bundle.signer in ctx.settings.bundle_keys,
        "added_at": added.added_at,
        "added_by": added.added_by,
        "pinned": now is not None and now.bundle == bundle.hash,
    }


def _choice_out(choice: Choice) -> dict[str, Any]:
    return {
        "name": choice.which.name,
        "bundle": choice.which.bundle,
        "title": choice.title,
        "chosen": choice.chosen,
        "version": choice.version,
        "author": choice.author,
        "added_at": choice.added_at,
        "added_by": choice.added_by,
    }
