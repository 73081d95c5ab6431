"""Logins, passwords and PINs of a company that is brought in: those it had where that is possible, else new ones."""

import secrets
from collections.abc import Collection

from control_plane.core.context import Context
from control_plane.features.archives import taken
from control_plane.features.archives.choices import Told
from control_plane.features.phones.service import free_login, new_password
from tenants.model import Employee, Kind, Line, LineAuthentication, Phone, TelephonyObject
from tenants.model.objects import kind_of
from tenants.model.pin import pin_digest, weak_pin
from tenants.model.references import Key


def with_logins(
    ctx: Context, company: str, items: list[TelephonyObject], known: dict[str, str], told: list[Told]
) -> tuple[list[TelephonyObject], dict[str, str]]:
    """Phones with logins that nobody has, and their passwords by id; what is new is told."""
    phones = [item for item in items if isinstance(item, Phone)]
    busy = taken.taken_logins(ctx.session, [phone.login for phone in phones])
    people = {item.id: item for item in items if isinstance(item, Employee)}
    passwords: dict[str, str] = {}
    after: dict[str, Phone] = {}
    for phone in phones:
        login = phone.login
        if login in busy:
            login = free_login(company, people[phone.employee].number)
        password = known.get(phone.id)
        passwords[phone.id] = password or new_password()
        if login != phone.login or password is None:
            name = f"{people[phone.employee].name}, {phone.label}: {login}"
            value = "" if password is not None else passwords[phone.id]
            what = "new-login" if password is not None else "new-password"
            told.append(Told(what=what, object=f"phone/{phone.id}", name=name, value=value))
        after[phone.id] = phone.model_copy(update={"login": login})
    return [after[item.id] if isinstance(item, Phone) else item for item in items], passwords


def with_lines(items: list[TelephonyObject], known: dict[str, str], told: list[Told]) -> list[TelephonyObject]:
    """A provider's password is the provider's to give: where it is missing, somebody has to type it in."""
    after: list[TelephonyObject] = []
    for item in items:
        if isinstance(item, Line):
            password = known.get(item.id)
            if password is not None:
                item = item.model_copy(update={"password": password})  # noqa: PLW2901
            elif item.authentication is LineAuthentication.REGISTRATION or item.username is not None:
                told.append(Told(what="password-needed", object=f"line/{item.id}", name=item.name))
        after.append(item)
    return after


def with_pins(
    company: str,
    items: list[TelephonyObject],
    pins: Collection[tuple[Kind, str, str]],
    names: dict[Key, str],
    known: dict[str, str],
    told: list[Told],
) -> list[TelephonyObject]:
    """A digest is good only for the ids that it was made with. A room is never left open because its PIN was lost."""
    wanted: dict[Key, dict[str, str]] = {}
    here = {(kind_of(item), item.id): item for item in items}
    for kind, old, field in pins:
        new = names.get((kind, old), old)
        if (item := here.get((kind, new))) is None:
            continue
        digest = known.get(f"{kind}/{old}/{field}") if new == old else None
        if digest is None:
            pin = _pin()
            digest = pin_digest(company, new, pin)
            label = getattr(item, "name", new)
            told.append(Told(what=f"new-{field.replace('_', '-')}", object=f"{kind}/{new}", name=label, value=pin))
        wanted.setdefault((kind, new), {})[field] = digest
    return [
        item.model_copy(update=wanted[key]) if (key := (kind_of(item), item.id)) in wanted else item for item in items
    ]


def _pin() -> str:
    while weak_pin(pin := f"{secrets.randbelow(1_000_000):06d}"):
        pass
    return pin
