"""The whole company as one document, and the JSON schema of such documents."""

from copy import deepcopy
from functools import cache
from typing import Annotated, Any, Literal

from apiflask import APIBlueprint
from flask import Response, jsonify
from pydantic import BaseModel, Field, create_model

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.queries import get_company
from control_plane.features.versions.current import company_now
from tenants.model import Kind, TelephonyObject
from tenants.model.fields import is_secret
from tenants.model.objects import CLASSES, kind_of

api = APIBlueprint("document_api", __name__, url_prefix="/api/v1", tag="Document")


class ItemOut(BaseModel):
    kind: Kind
    data: Annotated[dict[str, Any], Field(description="Without what is default; see document-schema")]


class DocumentOut(BaseModel):
    """All objects of a company at one version. Digests and passwords, which only nodes get, are left out."""

    company: str
    version: int
    state_hash: Annotated[str, Field(description="Of the document as nodes have it, secrets included")]
    items: list[ItemOut]


@api.get("/companies/<company>/document")
@api.output(DocumentOut)
@api.doc(operation_id="getDocument", summary="The whole company as one document")
@allow(Permission.READ_COMPANY)
def get_document(company: str) -> Any:
    ctx = context()
    row = get_company(ctx, company)
    now = company_now(ctx.session, row)
    items = [{"kind": kind_of(item).value, "data": _open(item)} for item in now.objects.values()] if now else []
    return {"company": row.id, "version": row.version, "state_hash": row.state, "items": items}


@api.get("/document-schema")
@api.output({}, content_type="application/schema+json")
@api.doc(operation_id="getDocumentSchema", summary="The JSON schema of a company's document")
@allow(Permission.LIST_COMPANIES)
def get_document_schema() -> Any:
    return schema_answer(document_schema())


def schema_answer(schema: dict[str, Any]) -> Response:
    answer = jsonify(schema)
    answer.mimetype = "application/schema+json"
    return answer


@cache
def document_schema() -> dict[str, Any]:
    """JSON Schema 2020-12, made from the models. Ids that point to other objects say so in `x-refers-to`."""
    items = [_item(kind, cls) for kind, cls in CLASSES.items()]
    union: Any = items[0]
    for item in items[1:]:
        union = union | item
    fields: dict[str, Any] = {
        "company": (str, ...),
        "version": (int, ...),
        "state_hash": (str, ...),
        "items": (list[Annotated[union, Field(discriminator="kind")]], ...),
    }
    whole = create_model("CompanyDocument", **fields)
    schema = whole.model_json_schema()
    _close(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def customised_schema(fields: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The same with the extra fields of one company: `fields` are schemas by kind.

    Nothing else may stand in `custom`, but for what another customisation of the company has left there.
    """
    schema = deepcopy(document_schema())
    for kind, cls in CLASSES.items():
        described = schema["$defs"][cls.__name__]["properties"]
        if "custom" in described and kind.value in fields:
            own = f"{cls.__name__}Custom"
            schema["$defs"][own] = fields[kind.value] | {"additionalProperties": True}
            described["custom"] = {"$ref": f"#/$defs/{own}", "default": {}}
    return schema


def _item(kind: Kind, cls: type[TelephonyObject]) -> Any:
    fields: dict[str, Any] = {"kind": (Literal[kind.value], ...), "data": (cls, ...)}
    return create_model(f"{cls.__name__}Item", **fields)


def _open(item: TelephonyObject) -> dict[str, Any]:
    secret = {name for name, info in type(item).model_fields.items() if is_secret(info)}
    return {name: value for name, value in item.plain().items() if name not in secret}


def _close(schema: dict[str, Any]) -> None:
    """Take the secrets out of every definition."""
    for definition in schema["$defs"].values():
        fields = definition.get("properties", {})
        for name in [name for name, field in fields.items() if "x-secret" in repr(field)]:
            del fields[name]
            definition["required"] = [each for each in definition.get("required", []) if each != name]
