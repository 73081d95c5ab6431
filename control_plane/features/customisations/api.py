"""A company's customisation over the API."""

from typing import Any

from apiflask import APIBlueprint
from flask import jsonify

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.queries import get_company
from control_plane.features.customisations.choosing import Choice, choices
from control_plane.features.customisations.queries import chosen, customised
from control_plane.features.customisations.schema_words import field_schemas
from control_plane.features.customisations.schemas import CustomisationChoices, CustomisationOut, LanguageQuery
from control_plane.features.objects.document_api import customised_schema

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
    return jsonify(customised_schema(field_schemas(found, query_data.language)))


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
