"""Use cases around the company itself."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

import phonenumbers
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from control_plane.core.conflicts import Taken, refused_by
from control_plane.core.context import Context
from control_plane.core.problems import FieldFault, Invalid
from control_plane.core.tenancy import admit
from control_plane.features.companies.models import Company, RetiredCompany
from control_plane.features.companies.schemas import CompanyChange, NewCompany
from control_plane.features.events.service import forget_company, occasion, publish
from control_plane.features.nodes.models import Node, Placement
from control_plane.features.objects.service import change_object
from control_plane.features.objects.wishes import changed_object
from control_plane.features.versions.models import Outbox
from control_plane.features.versions.service import (
    Change,
    lock_company,
    queue_for_nodes,
    record_change,
)
from tenants.extend.events import CompanyRemoved
from tenants.model import Profile


class NameTaken(Taken):
    code, title = "company-taken", "There is a company with this name"


def create_company(ctx: Context, wish: NewCompany) -> tuple[Company, Change]:
    """Create a company, place it on a node, and publish its first version.

    Raises NameTaken, Invalid.
    """
    check_place(wish.time_zone, wish.country)
    admit(ctx.session, wish.id)
    company = Company(
        id=wish.id,
        name=wish.name,
        language=wish.language,
        country=wish.country,
        time_zone=wish.time_zone,
        reseller_id=ctx.actor.reseller_id,
        # Nodes remember how far a company of this name had come, and refuse whatever is not newer.
        version=ctx.session.scalar(select(RetiredCompany.version).where(RetiredCompany.id == wish.id)) or 0,
        state="0" * 64,
        settings={},
        created_at=ctx.clock(),
    )
    sentence = f"There is a company {wish.id!r} already; choose another id."
    taken = NameTaken(sentence, (FieldFault("id", "taken", sentence),))
    with refused_by({"pk_companies": taken}):
        ctx.session.add(company)
        ctx.session.flush()
    # Placement by load comes with the fleet; until then each node serves every company.
    for node_id in ctx.session.scalars(select(Node.id)):
        ctx.session.add(Placement(company_id=company.id, node_id=node_id, acked_version=0, acked_hash=""))
    ctx.session.flush()
    return company, record_change(ctx, company, "Company created", after=(company.document(),))


def change_company(ctx: Context, company_id: str, data: Any) -> tuple[Company, Change]:
    """The fields of CompanyChange. Raises NotFound, Invalid, NothingChanged."""

    def change(company: Company, profile: Profile) -> Profile:
        after = changed_object(CompanyChange, data)(company, profile)
        check_place(after.time_zone, after.country)
        return after

    _, made = change_object(ctx, company_id, Profile, company_id, change)
    return ctx.session.get_one(Company, company_id), made


def delete_company(ctx: Context, company_id: str) -> None:
    """Remove the company and everything of it; nodes drop it with the next message. Raises NotFound."""
    company = lock_company(ctx, company_id)
    nodes = list(ctx.session.scalars(select(Placement.node_id).where(Placement.company_id == company_id)))
    ctx.session.execute(delete(Outbox).where(Outbox.company_id == company_id))
    if nodes:
        queue_for_nodes(ctx, company_id, company.version, nodes)
    retired = insert(RetiredCompany).values(id=company_id, version=company.version, at=ctx.clock())
    last = {"version": retired.excluded.version, "at": retired.excluded.at}
    ctx.session.execute(retired.on_conflict_do_update(index_elements=["id"], set_=last))
    gone = CompanyRemoved(**occasion(ctx, company_id), version=company.version, object=company.document())
    forget_company(ctx, company_id)
    publish(ctx, company_id, [gone])
    ctx.session.delete(company)


@cache
def _time_zones() -> frozenset[str]:
    # Each call of the library reads hundreds of files.
    return frozenset(available_timezones())


def check_place(time_zone: str, country: str) -> None:
    """Numbers without a country code are read as those of `country`. Raises Invalid."""
    if time_zone not in _time_zones():
        raise Invalid.one("time_zone", "unknown-time-zone", "is not a known time zone; write one like Europe/Moscow")
    if country not in phonenumbers.SUPPORTED_REGIONS:
        raise Invalid.one("country", "unknown-country", "is not a known country; write two letters like RU")
