"""What a company would become here: other ids and logins where they are taken, new secrets, and every obstacle.

Nothing is written. The same plan is what a dry run shows and what an import then carries out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Problem
from control_plane.core.roles import PERMISSIONS, Permission, Role
from control_plane.features.archives import taken
from control_plane.features.archives.choices import NewPlace, Told
from control_plane.features.archives.contents import Content
from control_plane.features.archives.findings import Finding, Severity, refused
from control_plane.features.archives.form import DOCUMENT, Secrets
from control_plane.features.archives.kept_rows import KeptRow
from control_plane.features.archives.leaving import key_of, of_kinds, with_numbers, without
from control_plane.features.archives.new_secrets import with_lines, with_logins, with_pins
from control_plane.features.companies.service import check_place
from control_plane.features.customisations.fields import refuse_custom
from control_plane.features.customisations.queries import customised
from control_plane.features.versions.refusals import refuse_faults
from tenants import lint
from tenants.extend.renaming import renamed
from tenants.model import Company, Kind, Line, Number, TelephonyObject
from tenants.model.custom import Customisable
from tenants.model.names import name_of
from tenants.model.objects import kind_of
from tenants.model.references import Key


@dataclass(frozen=True)
class Plan:
    """`items` as they would be written; `passwords` of phones by id, where they are known."""

    company: str
    items: tuple[TelephonyObject, ...]
    passwords: dict[str, str]
    kept: tuple[KeptRow, ...]
    told: tuple[Told, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        return refused(list(self.findings))


def plan(ctx: Context, content: Content, wish: NewPlace, secrets: Secrets | None, *, anew: bool = False) -> Plan:
    """`anew`: every object gets a new id, as a clone's do. The content has no faults of its own."""
    findings: list[Finding] = []
    told: list[Told] = []
    company = Company.build(content.company, 1, content.items)
    customised(ctx.session, company.profile.customisation)  # whose extra fields may point somewhere
    company = _customisation(ctx, company, wish, findings, told)
    items = _what_comes(ctx, company, wish, findings, told)
    items, kept, names = _renamed(ctx, company, items, content, wish, anew=anew)
    if taken.company_taken(ctx.session, wish.company):
        words = f"There is a company {wish.company!r} already; choose another id."
        findings.append(Finding("company-taken", "company", words))
    known = secrets or Secrets()
    items, passwords = with_logins(ctx, wish.company, items, _by_new_id(known.phones, Kind.PHONE, names), told)
    items = with_lines(items, _by_new_id(known.lines, Kind.LINE, names), told)
    unmoved = content.company == wish.company
    items = with_pins(wish.company, items, content.pins, names, known.pins if unmoved else {}, told)
    findings += _faults(ctx, wish.company, items)
    for each in items:
        if kind_of(each) is Kind.PROFILE:
            findings += _place(each)
    return Plan(wish.company, tuple(items), passwords, kept, tuple(told), tuple(findings))


def _customisation(
    ctx: Context, company: Company, wish: NewPlace, findings: list[Finding], told: list[Told]
) -> Company:
    which = company.profile.customisation
    if wish.without_customisation:
        if which is not None:
            told.append(Told(what="customisation-left-out", object=f"profile/{company.id}", name=which.name))
        bare = [_bare(item) for item in company.objects.values()]
        return Company.build(company.id, 1, [_plain_profile(item) for item in bare])
    if which is None:
        return company
    where = f"{DOCUMENT} profile/{company.id} customisation"
    if not taken.knows(ctx.session, which):
        words = f"The customisation {which.name!r} is not here; upload its bundle, or import without it."
        findings.append(Finding("unknown-customisation", where, words))
    elif which.bundle is not None and Permission.SHIP_BUNDLES not in PERMISSIONS[ctx.actor.role]:
        words = "The company has code of its own; ask an operator to import it, or import without that."
        findings.append(Finding("own-code", where, words))
    return company


def _what_comes(
    ctx: Context, company: Company, wish: NewPlace, findings: list[Finding], told: list[Told]
) -> list[TelephonyObject]:
    gone = of_kinds(company, wish.leave_out)
    numbers: dict[str, str | None] = {}
    for number in company.all_of(Number):
        numbers[number.number] = wish.numbers.get(number.number, number.number)
    busy = taken.taken_numbers(ctx.session, [each for each in numbers.values() if each])
    for number in company.all_of(Number):
        if numbers[number.number] in busy and key_of(number) not in gone:
            if wish.leave_out_taken:
                gone.add(key_of(number))
            else:
                words = f"{numbers[number.number]} is somebody else's; give another, or leave out what is taken."
                findings.append(Finding("number-taken", f"{DOCUMENT} number/{number.id}", words))
    for line in company.all_of(Line):
        if line.borrowed and key_of(line) not in gone and not _may_borrow(ctx, line):
            if wish.leave_out_taken:
                gone.add(key_of(line))
            else:
                words = f"{line.name} is a shared line, which an operator gives; ask them, or leave out what is taken."
                findings.append(Finding("shared-line", f"{DOCUMENT} line/{line.id}", words))
    for number in company.all_of(Number):
        if key_of(number) in gone:
            numbers[number.number] = None
    stay, left = without(company, gone)
    told += [Told(what="left-out", object=f"{kind_of(item)}/{item.id}", name=name_of(item)) for item in left]
    changed = {old: new for old, new in numbers.items() if old != new}
    return [with_numbers(item, changed) for item in stay]


def _may_borrow(ctx: Context, line: Line) -> bool:
    return ctx.actor.role is Role.OPERATOR and taken.has_shared_line(ctx.session, line.id)


def _renamed(
    ctx: Context, company: Company, items: list[TelephonyObject], content: Content, wish: NewPlace, *, anew: bool
) -> tuple[list[TelephonyObject], tuple[KeptRow, ...], dict[Key, str]]:
    keys = {key_of(item) for item in items if not (isinstance(item, Line) and item.borrowed)}
    keys.discard((Kind.PROFILE, company.id))
    busy = keys if anew else taken.taken_ids(ctx.session, keys)
    names = {key: new_id() for key in sorted(busy)} | {(Kind.PROFILE, company.id): wish.company}
    known = customised(ctx.session, company.profile.customisation)
    after = [renamed(item, names, known.fields_of(kind_of(item)) if known else None) for item in items]
    if wish.name is not None:
        after = [_called(item, wish.name) if kind_of(item) is Kind.PROFILE else item for item in after]
    return after, tuple(_kept(row, names) for row in content.kept), names


def _kept(row: KeptRow, names: dict[Key, str]) -> KeptRow:
    try:
        key = (Kind(row.object_kind), row.object_id)
    except ValueError:
        return row
    return row.model_copy(update={"object_id": names.get(key, row.object_id)})


def _faults(ctx: Context, company_id: str, items: list[TelephonyObject]) -> Iterator[Finding]:
    company = Company.build(company_id, 1, items)
    known = customised(ctx.session, company.profile.customisation)
    for item in items:
        try:
            refuse_faults(None, company, [item], ())
            refuse_custom(known, None, company, item)
        except Problem as problem:
            where = f"{DOCUMENT} {kind_of(item)}/{item.id}"
            for fault in problem.faults:
                yield Finding(fault.code, f"{where} {fault.field}", f"{name_of(item)}: {fault.message}")
    for found in lint.lint(company, [key_of(item) for item in items]):
        finding = Finding(found.code, f"{DOCUMENT} {found.kind}/{found.id} {found.place}".strip(), found.text)
        yield finding if found.severity is lint.Severity.ERROR else replace(finding, severity=Severity.WARNING)


def _place(profile: Any) -> Iterator[Finding]:
    try:
        check_place(profile.time_zone, profile.country)
    except Problem as problem:
        for fault in problem.faults:
            yield Finding(fault.code, f"{DOCUMENT} profile {fault.field}", fault.message)


def _by_new_id(values: dict[str, str], kind: Kind, names: dict[Key, str]) -> dict[str, str]:
    return {names.get((kind, old), old): value for old, value in values.items()}


def _called(item: TelephonyObject, name: str) -> TelephonyObject:
    return item.model_copy(update={"name": name})


def _bare(item: TelephonyObject) -> TelephonyObject:
    return item.model_copy(update={"custom": ()}) if isinstance(item, Customisable) and item.custom else item


def _plain_profile(item: TelephonyObject) -> TelephonyObject:
    return item.model_copy(update={"customisation": None}) if kind_of(item) is Kind.PROFILE else item


def told_plain(told: Iterable[Told]) -> list[dict[str, Any]]:
    return [each.model_dump() for each in told]
