"""Every kind of object over the API: the same five operations each, with schemas of its own."""

from typing import Any, Final

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.bodies import takes
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.customisations.queries import company_customised
from control_plane.features.objects import queries, service
from control_plane.features.objects.kind import ObjectKind
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.rows import row_of
from control_plane.features.objects.schemas import RemovalQuery, shown, shown_change, shown_page
from control_plane.features.objects.wishes import changed_object, new_object
from control_plane.features.versions.schemas import Removed


def api_of(kind: ObjectKind) -> APIBlueprint:
    """The operations of one kind: `listTeams`, `createTeam`, `getTeam`, `changeTeam`, `removeTeam`."""
    one, schemas = kind.cls.__name__, kind.schemas
    words = kind.kind.value.replace("-", " ")
    prefix = f"/api/v1/companies/<company>/{kind.plural}"
    api = APIBlueprint(f"{kind.plural}_api", __name__, url_prefix=prefix, tag=words.title())

    query = queries.OBJECTS.query(f"{one}Query", schemas.out)

    @api.get("")
    @sparse
    @api.input(query, location="query")
    @api.output(schemas.page)
    @api.doc(operation_id=f"list{kind.many}", summary=f"Each {words}, by name")
    @allow(Permission.READ_COMPANY)
    def list_them(company: str, query_data: PageQuery) -> Any:
        ctx = context()
        page = queries.list_objects(ctx, company, kind.kind, **asked(query_data))
        return shown_page(page, company_customised(ctx, company))

    @api.get("/<identifier>")
    @api.output(schemas.out)
    @api.doc(operation_id=f"get{one}", summary=f"One {words}")
    @allow(Permission.READ_COMPANY)
    def get(company: str, identifier: str) -> Any:
        ctx = context()
        return shown(row_of(ctx, company, kind.kind, identifier).document(), company_customised(ctx, company))

    @api.patch("/<identifier>")
    @takes(schemas.change)
    @api.output(schemas.changed)
    @api.doc(operation_id=f"change{one}", summary=f"Change a {words}")
    @allow(Permission.CHANGE_COMPANY)
    def change(company: str, identifier: str, data: Any) -> Any:
        ctx, wish = context(), changed_object(schemas.change, data)
        done = service.change_object(ctx, company, kind.cls, identifier, wish)
        return shown_change(*done, company_customised(ctx, company))

    @api.delete("/<identifier>")
    @api.input(RemovalQuery, location="query")
    @api.output(Removed)
    @api.doc(operation_id=f"remove{one}", summary=f"Remove a {words}")
    @allow(Permission.CHANGE_COMPANY)
    def remove(company: str, identifier: str, query_data: RemovalQuery) -> Any:
        change = service.remove_object(context(), company, kind.kind, identifier, detach_users=query_data.detach)
        return {"change": change_out(change)}

    if kind.creates:
        _add_creation(api, kind, words)
    return api


def _add_creation(api: APIBlueprint, kind: ObjectKind, words: str) -> None:
    @api.post("")
    @idempotent
    @takes(kind.schemas.new)
    @api.output(kind.schemas.changed, status_code=201)
    @api.doc(operation_id=f"create{kind.cls.__name__}", summary=f"Add a {words}")
    @allow(Permission.CHANGE_COMPANY)
    def create(company: str, data: Any) -> Any:
        ctx, wish = context(), new_object(kind.cls, kind.schemas.new, data)
        return shown_change(*service.create_object(ctx, company, wish), company_customised(ctx, company))


APIS: Final = tuple(map(api_of, KINDS))
