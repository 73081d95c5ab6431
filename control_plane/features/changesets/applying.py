"""Writing objects of any kind into their rows, whatever made them: an undone change, an old version, a draft.

Secrets are no part of what is wanted. A phone or line that is there keeps its password; one that was removed meanwhile
gets what is still known: a phone the digests that nodes knew, so that the device on the desk works again, a line
nothing, so that it stays switched off until somebody types the provider's password.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from control_plane.core.context import Context
from control_plane.core.problems import FieldFault, Invalid
from control_plane.features.companies.models import Company
from control_plane.features.companies.service import check_place
from control_plane.features.customisations.fitting import fit
from control_plane.features.lines import models as lines
from control_plane.features.lines.passwords import node_document
from control_plane.features.lines.service import refuse_lending
from control_plane.features.numbers.service import unique_number
from control_plane.features.objects.rows import new_row, row_of
from control_plane.features.phones import models as phones
from control_plane.features.sounds.keeping import speak_prompts
from control_plane.features.versions.checks import Warned
from control_plane.web.words import gettext
from tenants import model
from tenants.model import Kind, Line, LineAuthentication, Phone, Profile, TelephonyObject
from tenants.model.references import Key

Wanted = Mapping[Key, TelephonyObject | None]
_ORDER = {Kind.PROFILE: 0, Kind.EMPLOYEE: 1}
"""What phones belong to comes before them, and goes after them."""


@dataclass
class Written:
    """For `record_change`, and what could not be brought back: lines that stay off until they have a password."""

    before: list[TelephonyObject] = field(default_factory=list)
    after: list[TelephonyObject] = field(default_factory=list)
    without_password: list[Line] = field(default_factory=list)


def write(
    ctx: Context, company: Company, now: model.Company, wanted: Wanted, boxes: Mapping[Key, bytes] | None = None
) -> Written:
    """Make the rows of `company` (locked), which are as `now` says, as `wanted`; None: removed.

    `boxes`: locked passwords of new phones and lines. Thousands of objects are written in a few statements.

    Raises Invalid, which names object and field, PublicNumberTaken, Forbidden, NotFound.
    """
    written = Written()
    places = sorted(wanted, key=lambda key: (_ORDER.get(key[0], 2), key))
    for key in reversed(places):
        if wanted[key] is None:
            _remove(ctx, company, key, written)
    with unique_number():
        for _, group in groupby(places, key=lambda key: key[0]):
            for key in group:
                item = wanted[key]
                if item is not None:
                    row = row_of(ctx, company.id, *key) if key in now.objects else None
                    with _named(key):
                        _put(ctx, company, row, item, (boxes or {}).get(key), written)
            ctx.session.flush()
    return written


def _remove(ctx: Context, company: Company, key: Key, written: Written) -> None:
    row = row_of(ctx, company.id, *key)
    written.before.append(node_document(row, ctx.settings) if isinstance(row, lines.Line) else row.document())
    ctx.session.delete(row)
    ctx.session.flush()


def _put(ctx: Context, company: Company, row: Any, item: TelephonyObject, box: bytes | None, written: Written) -> None:
    """`row` is None for a new object."""
    match item:
        case Phone():
            _put_phone(ctx, company, row, item, box, written)
        case Line():
            _put_line(ctx, company, row, item, box, written)
        case _:
            _put_other(ctx, company, row, item, written)


def _put_other(ctx: Context, company: Company, row: Any, item: TelephonyObject, written: Written) -> None:
    before: TelephonyObject | None = row.document() if row is not None else None
    item = speak_prompts(ctx, company.id, fit(ctx, company.id, before, item), company.language)
    if isinstance(item, Profile):
        check_place(item.time_zone, item.country)
    if row is None:
        new_row(ctx, company.id, item)
    else:
        row.assign(item)
    _note(written, before, item)


def _put_phone(
    ctx: Context, company: Company, row: phones.Phone | None, item: Phone, box: bytes | None, written: Written
) -> None:
    before = row.document() if row is not None else None
    item = fit(ctx, company.id, before, item)
    if row is None:
        row = phones.Phone(company_id=company.id, id=item.id, password_box=box or b"")
        row.login, row.digest, row.legacy_digest = item.login, item.digest, item.legacy_digest
        ctx.session.add(row)
    row.employee_id, row.label, row.custom = item.employee, item.label, dict(item.custom)
    _note(written, before, row.document())


def _put_line(
    ctx: Context, company: Company, row: lines.Line | None, item: Line, box: bytes | None, written: Written
) -> None:
    before = node_document(row, ctx.settings) if row is not None else None
    if item.borrowed and (before is None or not before.borrowed):
        refuse_lending(ctx, item.id)
    if row is None:
        row = lines.Line(company_id=company.id)
    row.password_box = box if box is not None else row.password_box
    if item.authentication is LineAuthentication.REGISTRATION and row.password_box is None:
        item = item.model_copy(update={"disabled": True})
        written.without_password.append(item)
    row.assign(item)
    ctx.session.add(row)
    ctx.session.flush()
    _note(written, before, node_document(row, ctx.settings))


def _note(written: Written, before: TelephonyObject | None, after: TelephonyObject) -> None:
    if before == after:
        return
    if before is not None:
        written.before.append(before)
    written.after.append(after)


@contextmanager
def _named(key: Key) -> Iterator[None]:
    """Faults say which of the objects they are about."""
    try:
        yield
    except Invalid as problem:
        raise type(problem)(problem.detail, prefixed(key, problem.faults)) from None


def prefixed(key: Key, faults: tuple[FieldFault, ...]) -> tuple[FieldFault, ...]:
    """With fields as `kind/id: field`."""
    place = f"{key[0].value}/{key[1]}"
    return tuple(FieldFault(f"{place}: {each.field}", each.code, each.message) for each in faults)


def told(written: Written) -> tuple[Warned, ...]:
    """What `written` warns of, in the reader's language."""
    return tuple(
        Warned(
            "line-without-password",
            f"line/{line.id}",
            gettext("Line %(name)s is switched off until you type the provider's password.", name=line.name),
        )
        for line in written.without_password
    )
