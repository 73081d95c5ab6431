"""Use cases around phones: each has a login of its own over the whole platform, and a password that is shown once."""

import hashlib
import secrets
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import NotFound
from control_plane.core.secrets_box import SecretsBox
from control_plane.core.wishes import invalid
from control_plane.features.customisations.fields import merged
from control_plane.features.customisations.fitting import fit
from control_plane.features.employees.models import Employee
from control_plane.features.nodes.queries import sip_address
from control_plane.features.objects.service import remove_together
from control_plane.features.phones.models import Phone
from control_plane.features.phones.schemas import NewPhone, PhoneChange, PhoneWish
from control_plane.features.versions.service import Change, NothingChanged, lock_company, record_change
from tenants import model
from tenants.model.fields import RESERVED_LOGINS

# No letters that look alike; people type logins and passwords into desk phones.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class NewSecret:
    """A phone with its password: to be shown now, it is stored encrypted and not shown again."""

    phone: Phone
    password: str
    server: str


@dataclass(frozen=True)
class NewCredentials:
    """What a phone signs in with. `box` is the locked password, as the phone's row keeps it."""

    login: str
    password: str
    digest: str
    legacy_digest: str
    box: bytes


def credentials_for(
    ctx: Context, company_id: str, phone_id: str, employee: model.Employee, password: str | None = None
) -> NewCredentials:
    """For a new phone of `employee`, whose id will be `phone_id`; a password of ours, unless one is given."""
    return _credentials(ctx, company_id, phone_id, _new_login(company_id, employee), password)


def make_phone(ctx: Context, company_id: str, employee: model.Employee, wish: PhoneWish) -> NewSecret:
    """Add a phone's row in the caller's change; the caller records the version."""
    login = _new_login(company_id, employee)
    phone = Phone(company_id=company_id, id=new_id(), employee_id=employee.id, label=wish.label, login=login)
    password = _set_password(ctx, phone)
    phone.custom = wish.custom
    phone.custom = dict(fit(ctx, company_id, None, _document(phone)).custom)
    ctx.session.add(phone)
    return NewSecret(phone, password, sip_address(ctx, company_id))


def add_phone(ctx: Context, company_id: str, wish: NewPhone) -> tuple[NewSecret, Change]:
    """Give an employee another phone. Raises NotFound."""
    company = lock_company(ctx, company_id)
    employee = ctx.session.get(Employee, (company_id, wish.employee_id))
    if employee is None:
        raise NotFound("There is no such employee; reload the list of employees.")
    made = make_phone(ctx, company_id, employee.document(), wish)
    summary = f"Phone {made.phone.label} added for {employee.name}"
    return made, record_change(ctx, company, summary, after=(made.phone.document(),))


def change_phone(ctx: Context, company_id: str, phone_id: str, wish: PhoneChange) -> tuple[Phone, Change]:
    """Raises NotFound, Invalid, NothingChanged."""
    company = lock_company(ctx, company_id)
    phone = get_phone(ctx, company_id, phone_id)
    before = phone.document()
    phone.label = wish.label if "label" in wish.model_fields_set else phone.label
    if "custom" in wish.model_fields_set:
        phone.custom = merged(phone.custom, wish.custom) or {}
        phone.custom = dict(fit(ctx, company_id, before, _document(phone)).custom)
    if before == phone.document():
        raise NothingChanged("The phone is called so already.")
    if before.label == phone.label:
        words = f"Phone {phone.label} ({phone.login}) changed"
        return phone, record_change(ctx, company, words, before=(before,), after=(phone.document(),))
    summary = f"Phone {before.label} is now called {phone.label}"
    return phone, record_change(ctx, company, summary, before=(before,), after=(phone.document(),))


def renew_password(ctx: Context, company_id: str, phone_id: str) -> tuple[NewSecret, Change]:
    """A new password; the phone must be set up again with it. Raises NotFound."""
    company = lock_company(ctx, company_id)
    phone = get_phone(ctx, company_id, phone_id)
    before = phone.document()
    password = _set_password(ctx, phone)
    summary = f"New password for phone {phone.label} ({phone.login})"
    change = record_change(ctx, company, summary, before=(before,), after=(phone.document(),))
    return NewSecret(phone, password, sip_address(ctx, company_id)), change


def remove_phone(ctx: Context, company_id: str, phone_id: str, *, detach_users: bool = False) -> Change:
    """Raises NotFound, InUse."""
    company = lock_company(ctx, company_id)
    phone = get_phone(ctx, company_id, phone_id).document()
    words = f"Phone {phone.label} ({phone.login}) removed"
    return remove_together(ctx, company, (phone,), words, detach_users=detach_users)


def get_phone(ctx: Context, company_id: str, phone_id: str) -> Phone:
    """Raises NotFound."""
    phone = ctx.session.get(Phone, (company_id, phone_id))
    if phone is None:
        raise NotFound("There is no such phone; reload the list.")
    return phone


def read_password(ctx: Context, phone: Phone) -> str:
    """For the demo's own phones. Raises SecretUnreadable."""
    return SecretsBox(ctx.settings.secrets_key).unlock(phone.password_box, _owner(phone))


def phones_of(ctx: Context, company_id: str, employee_id: str) -> list[Phone]:
    statement = select(Phone).where(Phone.company_id == company_id, Phone.employee_id == employee_id)
    return list(ctx.session.scalars(statement.order_by(Phone.id)))


def _document(phone: Phone) -> model.Phone:
    """Raises Invalid for extra fields that no object may have."""
    try:
        return phone.document()
    except ValidationError as problem:
        raise invalid(problem) from None


def _set_password(ctx: Context, phone: Phone) -> str:
    new = _credentials(ctx, phone.company_id, phone.id, phone.login)
    phone.password_box, phone.digest, phone.legacy_digest = new.box, new.digest, new.legacy_digest
    return new.password


def _new_login(company_id: str, employee: model.Employee) -> str:
    login = f"{company_id[:20]}-{employee.number}-{_random(5)}"
    return f"x{login}" if login.startswith(RESERVED_LOGINS) else login


def _credentials(
    ctx: Context, company_id: str, phone_id: str, login: str, password: str | None = None
) -> NewCredentials:
    password = password or _random(20)
    realm = f"{login}:{ctx.settings.sip_realm}:{password}".encode()
    return NewCredentials(
        login=login,
        password=password,
        digest=hashlib.sha256(realm).hexdigest(),
        legacy_digest=hashlib.md5(realm, usedforsecurity=False).hexdigest(),
        box=SecretsBox(ctx.settings.secrets_key).lock(password, f"phone:{company_id}:{phone_id}"),
    )


def _owner(phone: Phone) -> str:
    return f"phone:{phone.company_id}:{phone.id}"


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
