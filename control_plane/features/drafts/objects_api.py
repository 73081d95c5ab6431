"""What a draft wants of objects, over the API."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from pydantic import Field, TypeAdapter, ValidationError

from control_plane.core.db import new_id
from control_plane.core.idempotency import idempotent
from control_plane.core.policy import allow
from control_plane.core.problems import NotFound
from control_plane.core.roles import Permission
from control_plane.core.wishes import Wish
from control_plane.features.access.identify import context
from control_plane.features.drafts import contents
from control_plane.features.drafts.schemas import DraftObjectChanged, ObjectWish
from control_plane.features.drafts.shown import object_out
from tenants.model import Kind
from tenants.model.fields import ObjectId
from tenants.model.references import Key

api = APIBlueprint(
    "draft_objects_api",
    __name__,
    url_prefix="/api/v1/companies/<company>/drafts/<draft>/objects",
    tag="What drafts want",
)
_ID: TypeAdapter[str] = TypeAdapter(ObjectId)


class RemovalWish(Wish):
    revision: Annotated[int | None, Field(ge=0, description="Of this object in the draft, as you have seen it")] = None


@api.post("/<kind>")
@idempotent
@api.input(ObjectWish)
@api.output(DraftObjectChanged, status_code=201)
@api.doc(operation_id="addToDraft", summary="Want a new object")
@allow(Permission.CHANGE_COMPANY)
def add(company: str, draft: str, kind: str, json_data: ObjectWish) -> Any:
    return _edit(company, draft, _key(kind, new_id()), json_data, whole=True)


@api.put("/<kind>/<identifier>")
@api.input(ObjectWish)
@api.output(DraftObjectChanged)
@api.doc(
    operation_id="putIntoDraft", summary="Want an object to be this; what is left out is as for a new one, secrets stay"
)
@allow(Permission.CHANGE_COMPANY)
def put(company: str, draft: str, kind: str, identifier: str, json_data: ObjectWish) -> Any:
    return _edit(company, draft, _key(kind, identifier), json_data, whole=True)


@api.patch("/<kind>/<identifier>")
@api.input(ObjectWish)
@api.output(DraftObjectChanged)
@api.doc(operation_id="changeInDraft", summary="Want some fields of an object to be different")
@allow(Permission.CHANGE_COMPANY)
def change(company: str, draft: str, kind: str, identifier: str, json_data: ObjectWish) -> Any:
    return _edit(company, draft, _key(kind, identifier), json_data, whole=False)


@api.post("/<kind>/<identifier>/removal")
@idempotent
@api.input(RemovalWish)
@api.output(DraftObjectChanged)
@api.doc(operation_id="removeInDraft", summary="Want an object gone; a person's phones go along")
@allow(Permission.CHANGE_COMPANY)
def remove(company: str, draft: str, kind: str, identifier: str, json_data: RemovalWish) -> Any:
    row = contents.remove_object(context(), company, draft, _key(kind, identifier), revision=json_data.revision)
    return {"object": object_out(row) if row is not None else None}


@api.delete("/<kind>/<identifier>")
@api.output({}, status_code=204)
@api.doc(operation_id="takeOutOfDraft", summary="Want nothing of an object any more")
@allow(Permission.CHANGE_COMPANY)
def take_out(company: str, draft: str, kind: str, identifier: str) -> Any:
    contents.take_out(context(), company, draft, _key(kind, identifier))
    return "", 204


def _edit(company: str, draft: str, key: Key, wish: ObjectWish, *, whole: bool) -> dict[str, Any]:
    seen = {"revision": wish.revision, "based_on": wish.based_on}
    row, new = contents.edit_object(context(), company, draft, key, wish.data, whole=whole, **seen)
    shown = {"login": new.credentials.login, "password": new.credentials.password} if new.credentials else None
    return {"object": object_out(row) if row is not None else None, "credentials": shown}


def _key(kind: str, identifier: str) -> Key:
    """Raises NotFound."""
    try:
        return Kind(kind), _ID.validate_python(identifier)
    except (ValueError, ValidationError):
        kinds = ", ".join(Kind)
        raise NotFound(f"There is no such object: kinds are {kinds}; ids are small letters, digits, hyphens.") from None
