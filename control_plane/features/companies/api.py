"""Companies over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.bodies import takes
from control_plane.core.context import Context
from control_plane.core.etags import beside
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies import queries, service
from control_plane.features.companies.models import Company
from control_plane.features.companies.schemas import CompanyChange, CompanyChanged, CompanyOut, CompanyPage, NewCompany
from control_plane.features.customisations.queries import customised
from control_plane.features.objects.schemas import shown

api = APIBlueprint("companies_api", __name__, url_prefix="/api/v1/companies", tag="Companies")
CompanyQuery = queries.COMPANIES.query("CompanyQuery", CompanyOut)


@api.get("")
@sparse
@api.input(CompanyQuery, location="query")
@api.output(CompanyPage)
@api.doc(operation_id="listCompanies", summary="Companies that you may see")
@allow(Permission.LIST_COMPANIES)
def list_companies(query_data: PageQuery) -> Any:
    ctx = context()
    page = queries.list_companies(ctx, **asked(query_data))
    return {"items": [company_out(ctx, company) for company in page.items], "next_cursor": page.next_cursor}


@api.post("")
@idempotent
@api.input(NewCompany)
@api.output(CompanyChanged, status_code=201)
@api.doc(operation_id="createCompany", summary="Create a company")
@allow(Permission.CREATE_COMPANY)
def create_company(json_data: NewCompany) -> Any:
    ctx = context()
    made, change = service.create_company(ctx, json_data)
    return company_out(ctx, made) | {"change": change_out(change)}


@api.get("/<company>")
@api.output(CompanyOut)
@api.doc(operation_id="getCompany", summary="One company")
@allow(Permission.LIST_COMPANIES)
@beside("version")
def get_company(company: str) -> Any:
    ctx = context()
    return company_out(ctx, queries.get_company(ctx, company))


@api.patch("/<company>")
@takes(CompanyChange)
@api.output(CompanyChanged)
@api.doc(operation_id="changeCompany", summary="Change the company's profile")
@allow(Permission.CHANGE_COMPANY)
def change_company(company: str, data: Any) -> Any:
    ctx = context()
    found, change = service.change_company(ctx, company, data)
    return company_out(ctx, found) | {"change": change_out(change)}


@api.delete("/<company>")
@api.output({}, status_code=204)
@api.doc(operation_id="deleteCompany", summary="Delete a company and everything of it")
@allow(Permission.DELETE_COMPANY)
def delete_company(company: str) -> Any:
    service.delete_company(context(), company)
    return ""


def company_out(ctx: Context, company: Company) -> dict[str, Any]:
    """The plain data of CompanyOut."""
    profile = company.document()
    answer = shown(profile, customised(ctx.session, profile.customisation))
    return answer | {"version": company.version, "created_at": company.created_at}
