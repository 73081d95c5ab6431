"""Reading who has a login where."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.core.roles import House, Role
from control_plane.core.tenancy import asking_about
from control_plane.features.access.models import Membership, Reseller, User
from control_plane.features.people.place import Place


@dataclass(frozen=True)
class Person:
    """`employee_id` is the employee that they are in the company; None elsewhere."""

    user: User
    employee_id: str | None

    @property
    def pending(self) -> bool:
        return self.user.invited_at is not None


def list_people(ctx: Context, place: Place, *, limit: int = 50, cursor: str | None = None) -> Page[Person]:
    """By login."""
    page = read_page(ctx.session, _of(place), [User.login], limit=limit, cursor=cursor)
    bound = _employees(ctx, place)
    return Page([Person(user, bound.get(user.id)) for user in page.items], page.next_cursor)


def get_person(ctx: Context, place: Place, user_id: str) -> Person:
    """Raises NotFound, also for somebody of another place."""
    user = ctx.session.scalar(_of(place).where(User.id == user_id))
    if user is None:
        raise NotFound("Nobody with this id has a login here; reload the list.")
    return Person(user, _employees(ctx, place).get(user_id))


def count_with(ctx: Context, place: Place, role: Role) -> int:
    return ctx.session.scalar(select(func.count()).select_from(_of(place).where(User.role == role).subquery())) or 0


def companies_of(ctx: Context, user_id: str) -> set[str]:
    """Where somebody who works for companies has a login, also where the actor sees nothing."""
    ctx.session.flush()
    with asking_about(ctx.session, user_id):
        return set(ctx.session.scalars(select(Membership.company_id).where(Membership.user_id == user_id)))


def list_resellers(ctx: Context, *, limit: int = 50, cursor: str | None = None) -> Page[Reseller]:
    """Those whose people the actor may manage."""
    statement = select(Reseller)
    if ctx.actor.companies is not None:
        statement = statement.where(Reseller.id == ctx.actor.reseller_id)
    return read_page(ctx.session, statement, [Reseller.id], limit=limit, cursor=cursor)


def _of(place: Place) -> Select[User]:
    return select(User).where(_belongs(place))


def _belongs(place: Place) -> ColumnElement[bool]:
    match place.house:
        case House.COMPANY:
            return User.id.in_(select(Membership.user_id).where(Membership.company_id == place.id))
        case House.RESELLER:
            return and_(User.role.in_(place.roles), User.reseller_id == place.id)
        case House.PLATFORM:
            return User.role.in_(place.roles)


def _employees(ctx: Context, place: Place) -> dict[str, str | None]:
    if place.house is not House.COMPANY:
        return {}
    mine = select(Membership.user_id, Membership.employee_id).where(Membership.company_id == place.id)
    return {row.user_id: row.employee_id for row in ctx.session.execute(mine)}
