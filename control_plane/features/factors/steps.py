"""From the first step to the last: who has shown a password is asked for more, is let in, or has to set more up."""

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from control_plane.features.access.identify import enter
from control_plane.features.access.models import Entry, User
from control_plane.features.factors import service
from control_plane.features.signin import tickets
from control_plane.features.signin.models import Purpose, Ticket
from control_plane.features.signin.visit import Visit
from control_plane.web.languages import local_path

_KEY = "step"


def first_step_done(visit: Visit, user: User, entry: Entry, following: str) -> ResponseReturnValue:
    """Where the browser goes next; `following` is where the person wanted to go."""
    if service.has_one(visit, user):
        _remember(visit, Purpose.SECOND_STEP, user, entry, following)
        return redirect(url_for("factor_pages.ask"), 303)
    if service.must_have_one(visit.settings, user):
        _remember(visit, Purpose.FIRST_FACTOR, user, entry, following)
        return redirect(url_for("factor_pages.protect"), 303)
    enter(visit, user, entry)
    if service.should_have_one(user):
        return redirect(url_for("account_factor_pages.offer", next=local_path(following)), 303)
    return redirect(local_path(following), 303)


def half_way(visit: Visit, purpose: Purpose) -> tuple[Ticket, User] | None:
    """Who has done the first step in this browser, ten minutes ago at most."""
    ticket = tickets.look(visit, purpose, session.get(_KEY, ""))
    user = visit.session.get(User, ticket.user_id) if ticket and ticket.user_id else None
    return (ticket, user) if ticket and user else None


def last_step_done(visit: Visit, purpose: Purpose, user: User, entry: Entry) -> str | None:
    """The person is let in; returns where they wanted to go. None when somebody else has used the ticket meanwhile."""
    ticket = tickets.take(visit, purpose, session.get(_KEY, ""))
    if ticket is None:
        return None
    first = Entry(ticket.data["entry"])
    enter(visit, user, first if first is Entry.SINGLE_SIGN_ON else entry)
    return local_path(str(ticket.data["next"]))


def _remember(visit: Visit, purpose: Purpose, user: User, entry: Entry, following: str) -> None:
    data = {"entry": entry, "next": local_path(following)}
    session.clear()
    session[_KEY] = tickets.give(visit, purpose, user_id=user.id, data=data)
