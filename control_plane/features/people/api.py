"""People over the API: of a company, of a reseller, of the platform; the same five operations each."""

from collections.abc import Callable
from typing import Any, Final

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.context import Context
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.people import queries, service
from control_plane.features.people.place import PLATFORM, Place, company_place, reseller_place
from control_plane.features.people.queries import Person
from control_plane.features.people.schemas import NewPerson, PersonChange, PersonOut, PersonPage, ResellerPage

resellers = APIBlueprint("resellers_api", __name__, url_prefix="/api/v1/resellers", tag="Resellers")


@resellers.get("")
@resellers.input(PageQuery, location="query")
@resellers.output(ResellerPage)
@resellers.doc(operation_id="listResellers", summary="Resellers whose people you may manage")
@allow(Permission.MANAGE_STAFF)
def list_resellers(query_data: PageQuery) -> Any:
    page = queries.list_resellers(context(), limit=query_data.limit, cursor=query_data.cursor)
    items = [{"id": row.id, "name": row.name} for row in page.items]
    return {"items": items, "next_cursor": page.next_cursor}


def api_of(
    name: str, words: str, prefix: str, permission: Permission, place_of: Callable[..., Callable[[Context], Place]]
) -> APIBlueprint:
    """The operations of one kind of place: `listCompanyPeople`, …"""
    tag = f"People of {words}"
    api = APIBlueprint(f"{name.lower()}_people_api", __name__, url_prefix=f"/api/v1{prefix}/people", tag=tag)

    @api.get("")
    @api.input(PageQuery, location="query")
    @api.output(PersonPage)
    @api.doc(operation_id=f"list{name}People", summary=f"Who has a login for {words}")
    @allow(permission)
    def list_them(query_data: PageQuery, **where: str) -> Any:
        ctx = context()
        page = queries.list_people(ctx, place_of(**where)(ctx), limit=query_data.limit, cursor=query_data.cursor)
        return page_out(page) | {"items": [person_out(person) for person in page.items]}

    @api.post("")
    @idempotent
    @api.input(NewPerson)
    @api.output(PersonOut, status_code=201)
    @api.doc(operation_id=f"add{name}Person", summary=f"Give somebody a login for {words}")
    @allow(permission)
    def add(json_data: NewPerson, **where: str) -> Any:
        ctx = context()
        return person_out(service.add_person(ctx, place_of(**where)(ctx), json_data))

    @api.get("/<person>")
    @api.output(PersonOut)
    @api.doc(operation_id=f"get{name}Person", summary="One of them")
    @allow(permission)
    def get(person: str, **where: str) -> Any:
        ctx = context()
        return person_out(queries.get_person(ctx, place_of(**where)(ctx), person))

    @api.patch("/<person>")
    @api.input(PersonChange)
    @api.output(PersonOut)
    @api.doc(operation_id=f"change{name}Person", summary="Change their role, name or employee")
    @allow(permission)
    def change(person: str, json_data: PersonChange, **where: str) -> Any:
        ctx = context()
        return person_out(service.change_person(ctx, place_of(**where)(ctx), person, json_data))

    @api.delete("/<person>")
    @api.output({}, status_code=204)
    @api.doc(operation_id=f"remove{name}Person", summary="Take the login away; sessions and tokens end at once")
    @allow(permission)
    def remove(person: str, **where: str) -> Any:
        ctx = context()
        service.remove_person(ctx, place_of(**where)(ctx), person)
        return ""

    return api


def person_out(person: Person) -> dict[str, Any]:
    """The plain data of PersonOut."""
    user = person.user
    shown = {"id": user.id, "login": user.login, "name": user.name, "role": user.role}
    return shown | {"employee_id": person.employee_id, "pending": person.pending}


APIS: Final = (
    api_of(
        "Company",
        "a company",
        "/companies/<company>",
        Permission.MANAGE_PEOPLE,
        lambda company: lambda ctx: company_place(ctx, company),
    ),
    api_of(
        "Reseller",
        "a reseller",
        "/resellers/<reseller>",
        Permission.MANAGE_STAFF,
        lambda reseller: lambda ctx: reseller_place(ctx, reseller),
    ),
    api_of("Platform", "the platform", "/platform", Permission.MANAGE_PLATFORM, lambda: lambda _: PLATFORM),
)
