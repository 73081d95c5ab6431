"""What a draft wants of objects: taken from programs and people, field by field or whole, with secrets apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from control_plane.core.context import Context
from control_plane.core.problems import Invalid, NotFound
from control_plane.core.wishes import Wish
from control_plane.features.companies.schemas import CompanyChange
from control_plane.features.customisations.fields import fitted
from control_plane.features.customisations.queries import customised
from control_plane.features.employees.schemas import EmployeeChange
from control_plane.features.lines.passwords import locked_password
from control_plane.features.lines.schemas import LineChange
from control_plane.features.numbers.schemas import NewNumber, NumberChange
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.wishes import changed, made, read_object_wish
from control_plane.features.phones.service import NewCredentials, credentials_for
from tenants.model import Company, Employee, Kind, Line, Phone, TelephonyObject
from tenants.model.fields import secret_fields
from tenants.model.objects import CLASSES
from tenants.model.references import Key


class PhoneFields(Wish):
    """A phone's name and extra fields; `employee` only of a new one."""

    employee: str | None = None
    label: str = "Desk"
    custom: dict[str, Any] | None = None


_CHANGES: Final[Mapping[Kind, type[BaseModel]]] = {
    **{kind.kind: kind.schemas.change for kind in KINDS},
    Kind.PROFILE: CompanyChange,
    Kind.EMPLOYEE: EmployeeChange,
    Kind.NUMBER: NumberChange,
    Kind.LINE: LineChange,
    Kind.PHONE: PhoneFields,
}
_WHOLE: Final[Mapping[Kind, type[BaseModel]]] = {
    **_CHANGES,
    **{kind.kind: kind.schemas.new for kind in KINDS},
    Kind.NUMBER: NewNumber,
}


@dataclass(frozen=True)
class Edited:
    """What is wanted; `box`: a locked password that comes with it; `credentials`: of a new phone, shown this once."""

    item: TelephonyObject
    box: bytes | None = None
    credentials: NewCredentials | None = None


def edited(
    ctx: Context, company: Company, key: Key, before: TelephonyObject | None, data: Any, *, whole: bool
) -> Edited:
    """`data` as the kind's own API takes it. `whole`: what is left out becomes what it is for a new object.

    A new object may have an id of the sender's. `company` is the draft's. Raises Invalid, NotFound.
    """
    kind, identifier = key
    wish = read_object_wish(_schema(kind, whole or before is None), data, company.profile.country)
    if kind is Kind.PHONE:
        return _phone(ctx, company, identifier, before, wish)
    if kind is Kind.SOUND and before is None:
        raise NotFound("Sounds are uploaded; a draft may change them, and may not add one.")
    if kind is Kind.PROFILE and identifier != company.id:
        raise NotFound("The profile's id is that of the company.")
    if before is not None and whole:
        wish = {name: None for name in _settable(before) if name not in wish} | wish
    if before is not None:
        item: TelephonyObject = changed(before, company.id, wish)
    else:
        item = made(CLASSES[kind], company.id, identifier, wish)
    item = fitted(customised(ctx.session, company.profile.customisation), before, item)
    return _without_secret(ctx, company.id, before, item)


def _schema(kind: Kind, whole: bool) -> Any:
    return (_WHOLE if whole else _CHANGES)[kind]


def _settable(item: TelephonyObject) -> list[str]:
    """Fields that a whole object says something about by leaving them out: not secrets, which nobody can read."""
    kept = secret_fields(type(item)) | {"id"}
    needed = {name for name, info in type(item).model_fields.items() if info.is_required()}
    fixed = {name for kind in KINDS if kind.cls is type(item) for name in kind.fixed}
    return [name for name in type(item).model_fields if name not in kept | needed | fixed]


def _phone(
    ctx: Context, company: Company, identifier: str, before: TelephonyObject | None, wish: dict[str, Any]
) -> Edited:
    fields = {name: value for name, value in wish.items() if value is not None and name != "employee"}
    if before is not None:
        return Edited(changed(before, company.id, fields))
    employee = company.get(Employee, wish.get("employee") or "")
    if employee is None:
        raise Invalid.one("employee", "unknown-employee", "A new phone needs an employee that is there.")
    new = credentials_for(ctx, company.id, identifier, employee)
    data = fields | {"employee": employee.id, "login": new.login}
    digests = {"digest": new.digest, "legacy_digest": new.legacy_digest}
    return Edited(made(Phone, company.id, identifier, {"label": "Desk"} | data | digests), new.box, new)


def _without_secret(ctx: Context, company_id: str, before: TelephonyObject | None, item: TelephonyObject) -> Edited:
    """A provider's password is locked; nothing of it stays in the draft's document."""
    if not isinstance(item, Line):
        return Edited(item)
    if item.borrowed and not (isinstance(before, Line) and before.borrowed):
        raise Invalid.one("host", "missing", "is needed")
    bare = item.model_copy(update={"password": None})
    return Edited(bare, locked_password(company_id, item, ctx.settings))
