"""Inviting somebody, and giving somebody who has forgotten their password a new one."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Invalid
from control_plane.features.access.models import User
from control_plane.features.access.passwords import check_new_password
from control_plane.features.account.service import set_password
from control_plane.features.invitations.models import DoorMail
from control_plane.features.signin import attempts, boxes, journal, tickets
from control_plane.features.signin.attempts import Gate
from control_plane.features.signin.models import Happening, Purpose
from control_plane.features.signin.visit import Visit
from control_plane.settings import Settings
from tenants.model.fields import Language

LINKS: Final = (Purpose.RESET, Purpose.INVITATION)
_LOCK: Final = timedelta(minutes=15)


class LinkUsed(Invalid):
    code, title = "link-used", "This link is not good any more"


@dataclass(frozen=True)
class Wanted:
    """What a mail is made of. `login` is what was typed; `by` and `place` are empty for a forgotten password."""

    login: str
    language: Language
    address: str = ""
    by: str = ""
    place: str = ""


def send_invitation(ctx: Context, user: User, *, language: Language, place: str = "") -> None:
    """The mail to somebody who is there already; `place` is the company's or reseller's name. Also once more."""
    _write(ctx, Purpose.INVITATION, Wanted(user.login, language, by=ctx.actor.name, place=place))
    journal.note(Visit.of(ctx), user, Happening.INVITED, ctx.actor.name)


def ask_for_reset(visit: Visit, login: str, language: Language) -> None:
    """Whether there is such a login is found out when the mail is sent, so that nobody can tell from the answer.

    Raises TooManyAttempts.
    """
    name = login.strip().lower()
    words = "Too many attempts for this login; wait fifteen minutes, then try again."
    gate = Gate(attempts.gate_id(visit, "reset", name), 5, _LOCK, words)
    attempts.begin(visit, gate, attempts.address_gate(visit))
    if name.isprintable():
        _write(visit, Purpose.RESET, Wanted(name, language, visit.address))


def link_for(visit: Visit, token: str) -> User:
    """Whose link it is; it stays good. Raises LinkUsed."""
    for purpose in LINKS:
        ticket = tickets.look(visit, purpose, token)
        user = visit.session.get(User, ticket.user_id) if ticket else None
        if user is not None:
            return user
    raise LinkUsed("This link was used, is too old, or was replaced by a newer one. Ask for a new one.")


def choose_password(visit: Visit, token: str, new: str) -> User:
    """All sessions end; a second factor stays. Raises LinkUsed, Invalid for the field `new`."""
    user = link_for(visit, token)
    check_new_password(new, user.login)
    if not any(tickets.take(visit, purpose, token) for purpose in LINKS):
        raise LinkUsed("This link was used, is too old, or was replaced by a newer one. Ask for a new one.")
    set_password(visit, user, new)
    user.invited_at = None
    attempts.forgive(visit, attempts.login_gate(visit, user.login))
    return user


def opened(settings: Settings, mail: DoorMail) -> Wanted:
    """What the mail is made of. Raises SecretUnreadable."""
    return Wanted(**json.loads(boxes.unlock(settings, mail.box, _owner(mail.id))))


def _write(to: Context | Visit, purpose: Purpose, wanted: Wanted) -> None:
    now = to.now if isinstance(to, Visit) else to.clock()
    identifier = new_id()
    box = boxes.lock(to.settings, json.dumps(asdict(wanted)), _owner(identifier))
    to.session.add(DoorMail(id=identifier, purpose=purpose, box=box, created_at=now, due_at=now, attempts=0))


def _owner(identifier: str) -> str:
    return f"door-mail:{identifier}"
