"""Who has access, in the portal: of a company, and of a reseller. One page each, with a form to add somebody."""

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import GIVES, NARROWED, House, Permission
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.employees.queries import list_employees
from control_plane.features.people import service
from control_plane.features.people.place import Place, company_place, reseller_place
from control_plane.features.people.queries import get_person, list_people
from control_plane.features.people.schemas import SHORTEST, NewPerson, PersonChange
from control_plane.features.people.words import ROLES
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.words import gettext

_FIELDS: Final = ("login", "name", "role", "password", "employee_id")
MOST: Final = 500


def pages_of(
    name: str, prefix: str, permission: Permission, place_of: Callable[..., Callable[[Context], Place]]
) -> Blueprint:
    """The page of one kind of place."""
    pages = Blueprint(name, __name__, template_folder="templates", url_prefix=prefix)

    @pages.get("")
    @allow(permission)
    def listing(**where: str) -> str:
        ctx = context()
        return _page(ctx, place_of(**where)(ctx), Form())

    @pages.post("")
    @allow(permission)
    def add(**where: str) -> ResponseReturnValue:
        ctx = context()
        place = place_of(**where)(ctx)
        form = typed(request.form, _FIELDS)
        try:
            service.add_person(ctx, place, read_wish(NewPerson, _wish(form)))
        except Problem as problem:
            db.session.rollback()
            return _page(ctx, place, refuse(form, problem, _corrections())), problem.status
        flash(gettext("%(name)s has access now.", name=form.value("name")), "good")
        return redirect(request.path, 303)

    @pages.post("/<person>")
    @allow(permission)
    def change(person: str, **where: str) -> ResponseReturnValue:
        """The buttons beside a name: another role, or no access any longer."""
        ctx = context()
        place = place_of(**where)(ctx)
        form = typed(request.form, ("role",))
        try:
            get_person(ctx, place, person)
            if "remove" in request.form:
                service.remove_person(ctx, place, person)
            else:
                service.change_person(ctx, place, person, read_wish(PersonChange, {"role": form.value("role")}))
        except Problem as problem:
            if problem.status == 404:
                raise
            db.session.rollback()
            flash(refuse(Form(), problem, {}).note, "bad")
        else:
            flash(gettext("The access was changed."), "good")
        return redirect(request.path.rpartition("/")[0], 303)

    return pages


def _wish(form: Form) -> dict[str, Any]:
    """What was left empty is not wished for."""
    return {name: value for name, value in form.values.items() if value}


def _corrections() -> dict[tuple[str, str], object]:
    return {
        ("login", "*"): gettext("Write an e-mail address that nobody here has yet, such as anna@example.com."),
        ("password", "*"): gettext(
            "At least %(count)s characters; or leave it empty to invite the person.", count=SHORTEST
        ),
    }


def _page(ctx: Context, place: Place, form: Form) -> str:
    gives = GIVES.get(ctx.actor.role, frozenset()) & place.roles
    people = list_people(ctx, place, limit=MOST).items
    values: dict[str, Any] = {
        "people": people,
        "form": form,
        "words": ROLES,
        "gives": [role for role in ROLES if role in gives],
        "needs_employee": NARROWED,
        "employees": [],
        "place": place,
    }
    if place.house is House.COMPANY:
        rows = list_employees(ctx, place.id, limit=MOST).items
        values["employees"] = [("", "–"), *((row.id, f"{row.number} {row.name}") for row in rows)]
        return company_page(ctx, place.id, "people/list.html", active="people", **values)
    return render_template("people/list.html", **values)


PAGES: Final = (
    pages_of(
        "people_pages",
        "/companies/<company>/people",
        Permission.MANAGE_PEOPLE,
        lambda company: lambda ctx: company_place(ctx, company),
    ),
    pages_of(
        "staff_pages",
        "/resellers/<reseller>/people",
        Permission.MANAGE_STAFF,
        lambda reseller: lambda ctx: reseller_place(ctx, reseller),
    ),
)
