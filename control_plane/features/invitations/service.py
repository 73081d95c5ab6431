"""Inviting somebody, and giving somebody who has forgotten their password a new one."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from control_plane.core.conflicts import Taken, refused_by
from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import FieldFault, Forbidden, Invalid
from control_plane.core.roles import PERMISSIONS, Role
from control_plane.features.access.models import Membership, Reseller, User
from control_plane.features.access.passwords import check_new_password
from control_plane.features.account.service import set_password
from control_plane.features.companies.models import Company
from control_plane.features.invitations.models import DoorMail
from control_plane.features.signin import attempts, boxes, journal, tickets
from control_plane.features.signin.attempts import Gate
from control_plane.features.signin.models import Happening, Purpose
from control_plane.features.signin.visit import Visit
from control_plane.settings import Settings
from tenants.model.fields import Language

LINKS: Final = (Purpose.RESET, Purpose.INVITATION)
_LOCK: Final = timedelta(minutes=15)


class LoginTaken(Taken):
    code, title = "login-taken", "There is somebody with this login"


class RoleAboveOwn(Forbidden):
    code, title = "role-above-own", "This role is not yours to give"


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


def invite(
    ctx: Context,
    *,
    login: str,
    name: str,
    role: Role,
    language: Language,
    company_id: str | None = None,
    reseller_id: str | None = None,
) -> User:
    """Somebody new, without a password, and a mail to `login` with a link to choose one.

    Whoever invites sees the company or is of the reseller, and gives nothing that they do not have.
    Raises Invalid, LoginTaken, RoleAboveOwn.
    """
    _check_rights(ctx, role, company_id, reseller_id)
    if not _is_address(login):
        raise Invalid.one("login", "no-address", "Write an e-mail address, such as anna@example.com.")
    user = User(
        id=new_id(),
        login=login.strip().lower(),
        name=name,
        role=role,
        password_hash="",
        reseller_id=reseller_id,
        language=language,
        invited_at=ctx.clock(),
    )
    sentence = f"Somebody signs in with {user.login} already; choose another login."
    with refused_by({"uq_users_login": LoginTaken(sentence, (FieldFault("login", "taken", sentence),))}):
        ctx.session.add(user)
        ctx.session.flush()
    if company_id is not None:
        ctx.session.add(Membership(user_id=user.id, company_id=company_id))
        ctx.session.flush()
    send_invitation(ctx, user, language=language, place=_place(ctx, company_id, reseller_id))
    return user


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


def _check_rights(ctx: Context, role: Role, company_id: str | None, reseller_id: str | None) -> None:
    own = PERMISSIONS[ctx.actor.role]
    sees = company_id is None or ctx.actor.may_see(company_id)
    is_of = reseller_id is None or ctx.actor.companies is None or reseller_id == ctx.actor.reseller_id
    somewhere = company_id is not None or reseller_id is not None or ctx.actor.companies is None
    if not (PERMISSIONS[role] <= own and sees and is_of and somewhere):
        raise RoleAboveOwn(f"The role {ctx.actor.role} does not give the role {role} there; ask somebody above.")


def _place(ctx: Context, company_id: str | None, reseller_id: str | None) -> str:
    if company_id is not None:
        return ctx.session.get_one(Company, company_id).name
    return ctx.session.get_one(Reseller, reseller_id).name if reseller_id is not None else ""


def _is_address(login: str) -> bool:
    local, _, domain = login.strip().rpartition("@")
    return bool(local and domain) and login.strip().isprintable() and len(login) <= 254 and " " not in login.strip()


def _owner(identifier: str) -> str:
    return f"door-mail:{identifier}"
