"""Giving, changing and taking away logins. Nobody gives or takes a role above their own, and one chief stays."""

from sqlalchemy import delete, select, update

from control_plane.core.conflicts import Taken, refused_by
from control_plane.core.context import Context
from control_plane.core.problems import Conflict, FieldFault, Forbidden, Invalid
from control_plane.core.roles import GIVES, NARROWED, House, Role
from control_plane.features.access.models import Membership, Reseller, User
from control_plane.features.access.service import create_user
from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.features.invitations.service import send_invitation
from control_plane.features.people.place import CHIEFS, Place
from control_plane.features.people.queries import Person, companies_of, count_with, get_person
from control_plane.features.people.schemas import NewPerson, PersonChange
from control_plane.features.versions.service import record_audit
from tenants.model.fields import Language


class LoginTaken(Taken):
    code, title = "login-taken", "There is somebody with this login"


class RoleAboveOwn(Forbidden):
    code, title = "role-above-own", "This role is not yours to give or take"


class LastOfTheirRole(Conflict):
    code, title = "last-owner", "Somebody has to stay"


class WorksElsewhere(Conflict):
    code, title = "works-elsewhere", "This person also works for others"


def add_person(ctx: Context, place: Place, wish: NewPerson) -> Person:
    """Without a password the person is invited by mail, to choose one. Raises Invalid, LoginTaken, RoleAboveOwn."""
    _check_role(ctx, place, wish.role)
    _check_employee(ctx, place, wish.role, wish.employee_id)
    sentence = f"Somebody signs in with {wish.login} already; choose another login."
    with refused_by({"uq_users_login": LoginTaken(sentence, (FieldFault("login", "taken", sentence),))}):
        user = create_user(
            ctx.session,
            login=wish.login,
            name=wish.name,
            role=wish.role,
            password=wish.password,
            reseller_id=place.id if place.house is House.RESELLER else None,
        )
    user.invited_at = None if wish.password else ctx.clock()
    if place.house is House.COMPANY:
        ctx.session.add(Membership(user_id=user.id, company_id=place.id, employee_id=wish.employee_id))
    ctx.session.flush()
    _audit(ctx, place, f"Login {user.login} given to {user.name}, {user.role}")
    if not wish.password:
        company = ctx.session.get(Company, place.id) if place.house is House.COMPANY else None
        language: Language = "ru" if company and company.language == "ru" else "en"
        send_invitation(ctx, user, language=language, place=company.name if company else "")
    return Person(user, wish.employee_id)


def change_person(ctx: Context, place: Place, user_id: str, wish: PersonChange) -> Person:
    """Raises NotFound, Invalid, RoleAboveOwn, LastOfTheirRole, WorksElsewhere."""
    _lock(ctx, place)
    person = get_person(ctx, place, user_id)
    user, role = person.user, wish.role or person.user.role
    _check_gives(ctx, user.role)
    _check_role(ctx, place, role)
    if not all(map(ctx.actor.may_see, companies_of(ctx, user_id))):
        raise WorksElsewhere(f"{user.name} also works for companies that you do not see; ask who manages those.")
    employee = wish.employee_id if "employee_id" in wish.model_fields_set else person.employee_id
    _check_employee(ctx, place, role, employee)
    if role is not user.role:
        _check_stays(ctx, place, user)
        _audit(ctx, place, f"{user.name} ({user.login}) is {role} now, was {user.role}")
    user.role, user.name = role, wish.name or user.name
    if place.house is House.COMPANY:
        mine = (Membership.user_id == user_id, Membership.company_id == place.id)
        ctx.session.execute(update(Membership).where(*mine).values(employee_id=employee))
    ctx.session.flush()
    return Person(user, employee)


def remove_person(ctx: Context, place: Place, user_id: str) -> None:
    """Their sessions and tokens end at once, unless they work for another company, too.

    Raises NotFound, RoleAboveOwn, LastOfTheirRole.
    """
    _lock(ctx, place)
    user = get_person(ctx, place, user_id).user
    _check_gives(ctx, user.role)
    _check_stays(ctx, place, user)
    _audit(ctx, place, f"Login {user.login} of {user.name}, {user.role}, removed")
    if place.house is House.COMPANY:
        gone = (Membership.user_id == user_id, Membership.company_id == place.id)
        ctx.session.execute(delete(Membership).where(*gone))
    if not companies_of(ctx, user_id):
        ctx.session.delete(user)


def _lock(ctx: Context, place: Place) -> None:
    """Two owners who remove each other at once must not leave a company without one."""
    match place.house:
        case House.COMPANY:
            ctx.session.execute(select(Company.id).where(Company.id == place.id).with_for_update())
        case House.RESELLER:
            ctx.session.execute(select(Reseller.id).where(Reseller.id == place.id).with_for_update())
        case House.PLATFORM:
            ctx.session.execute(select(User.id).where(User.role == Role.OPERATOR).order_by(User.id).with_for_update())


def _check_role(ctx: Context, place: Place, role: Role) -> None:
    if role not in place.roles:
        there = ", ".join(sorted(place.roles))
        raise Invalid.one("role", "of-another-place", f"This role does not exist here; choose one of {there}.")
    _check_gives(ctx, role)


def _check_gives(ctx: Context, role: Role) -> None:
    if role not in GIVES.get(ctx.actor.role, ()):
        raise RoleAboveOwn(f"The role {ctx.actor.role} neither gives nor takes the role {role}; ask somebody above.")


def _check_employee(ctx: Context, place: Place, role: Role, employee: str | None) -> None:
    if employee is None and role in NARROWED:
        raise Invalid.one("employee_id", "needed", "Choose the employee that this person is: they see what is theirs.")
    if employee is None:
        return
    if place.house is not House.COMPANY or ctx.session.get(Employee, (place.id, employee)) is None:
        raise Invalid.one("employee_id", "unknown-employee", "There is no such employee here; choose another one.")


def _check_stays(ctx: Context, place: Place, user: User) -> None:
    chief = CHIEFS[place.house]
    if user.role is chief and count_with(ctx, place, chief) < 2:
        raise LastOfTheirRole(f"{user.name} is the last {chief} here; give that role to somebody else first.")


def _audit(ctx: Context, place: Place, action: str) -> None:
    if place.house is House.COMPANY:
        record_audit(ctx, place.id, action)
