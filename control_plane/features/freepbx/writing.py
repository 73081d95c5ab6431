"""New objects as rows: many at once, in the same tables and with the same checks as one by one."""

from collections.abc import Iterable
from dataclasses import dataclass

from control_plane.core.context import Context
from control_plane.features.companies.models import Company
from control_plane.features.customisations.fields import fitted
from control_plane.features.customisations.queries import chosen, customised
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.mending import drop_dangling, leave
from control_plane.features.freepbx.translating.office import NewPhone, Office
from control_plane.features.lines.models import Line as LineRow
from control_plane.features.lines.passwords import lock_password
from control_plane.features.nodes.queries import sip_address
from control_plane.features.numbers.service import PublicNumberTaken, unique_number
from control_plane.features.objects.rows import add_row, new_row
from control_plane.features.phones.models import Phone
from control_plane.features.phones.service import NewSecret, credentials_for
from control_plane.features.sounds.keeping import speak_prompts
from tenants.extend import Customisation
from tenants.model import Employee, Line, Number, TelephonyObject


@dataclass(frozen=True)
class Written:
    """Before and after of the version, and the phones' passwords."""

    before: tuple[TelephonyObject, ...]
    after: tuple[TelephonyObject, ...]
    phones: list[NewSecret]


def write(ctx: Context, company: Company, office: Office) -> Written:
    """`company` is locked. Raises Invalid."""
    _add_numbers(ctx, company, office)
    which = customised(ctx.session, chosen(ctx.session, company.id))
    items = [fitted(which, None, item) for item in office.items.values()]
    items = [speak_prompts(ctx, company.id, item, company.language) for item in items]
    for item in items:
        if not isinstance(item, Line | Number):
            new_row(ctx, company.id, item)
    ctx.session.flush()
    lines = [_add_line(ctx, company, office, item) for item in items if isinstance(item, Line)]
    phones = _add_phones(ctx, company, office, items, which)
    ctx.session.flush()
    others = [item for item in items if not isinstance(item, Line)]
    before, after = _change_company(ctx, company, office)
    return Written(before, (*after, *others, *lines, *(secret.phone.document() for secret in phones)), phones)


def _add_numbers(ctx: Context, company: Company, office: Office) -> None:
    """First, one by one: another company may have one of them, and whose it is must not be told."""
    for item in [item for item in office.items.values() if isinstance(item, Number)]:
        try:
            with ctx.session.begin_nested(), unique_number():
                add_row(ctx, company.id, item)
        except PublicNumberTaken:
            leave(office, item, Why.NUMBER_TAKEN)
    drop_dangling(office)


def _add_line(ctx: Context, company: Company, office: Office, line: Line) -> Line:
    secret = office.passwords.get(line.id)
    row = LineRow(company_id=company.id)
    row.assign(line)
    lock_password(row, secret, ctx.settings)
    ctx.session.add(row)
    return line.model_copy(update={"password": secret}) if secret is not None else line


def _add_phones(
    ctx: Context, company: Company, office: Office, items: Iterable[TelephonyObject], which: Customisation | None
) -> list[NewSecret]:
    """Each with the id that its owner's ringing steps name."""
    server = sip_address(ctx, company.id)
    people = [item for item in items if isinstance(item, Employee)]
    return [
        _phone(ctx, company.id, person, phone, which, server)
        for person in people
        for phone in office.phones.get(person.id, ())
    ]


def _phone(
    ctx: Context, company_id: str, person: Employee, phone: NewPhone, which: Customisation | None, server: str
) -> NewSecret:
    new = credentials_for(ctx, company_id, phone.id, person)
    row = Phone(company_id=company_id, id=phone.id, employee_id=person.id, label=phone.label, login=new.login)
    row.password_box, row.digest, row.legacy_digest, row.custom = new.box, new.digest, new.legacy_digest, {}
    row.custom = dict(fitted(which, None, row.document()).custom)
    ctx.session.add(row)
    return NewSecret(row, new.password, server)


def _change_company(
    ctx: Context, company: Company, office: Office
) -> tuple[tuple[TelephonyObject, ...], tuple[TelephonyObject, ...]]:
    """What is to change of the company itself."""
    if not office.profile:
        return (), ()
    before = company.document()
    after = before.model_copy(update=office.profile)
    company.assign(after)
    ctx.session.flush()
    return (before,), (after,)
