"""Before a change becomes a version: whole references, free numbers, the lint of what it touches, and scenarios."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from control_plane.core.context import Context
from control_plane.core.problems import FieldFault, Invalid, Problem
from control_plane.features.companies.models import Company
from control_plane.features.customisations.fitting import refuse_misfits
from control_plane.features.objects.models import ShortNumber
from control_plane.features.scenarios.watching import watch
from control_plane.features.versions.current import company_now, keep_draft
from control_plane.features.versions.refusals import refuse_faults
from tenants import model
from tenants.lint import Finding, Severity, lint
from tenants.model import Line, TelephonyObject
from tenants.model.company import dialled_numbers
from tenants.model.objects import kind_of
from tenants.model.references import Key


@dataclass(frozen=True)
class Warned:
    """Something to look at: a stable code, the object as `kind/id`, and a sentence."""

    code: str
    object: str
    text: str


def check_change(
    ctx: Context, row: Company, before: tuple[TelephonyObject, ...], after: tuple[TelephonyObject, ...]
) -> tuple[Warned, ...]:
    """Look at the company of the locked `row` as it would be, and note who has which short number.

    Returns warnings. Raises NumberTaken, InUse, Invalid, Forbidden. Costs what the change touches, a few
    milliseconds for thousands of employees, and at most `watching.SECONDS` for saved scenarios.
    """
    puts = tuple(map(without_password, after))
    kept = {(kind_of(item), item.id) for item in puts}
    gone = [key for item in before if (key := (kind_of(item), item.id)) not in kept]
    now = company_now(ctx.session, row)
    version = row.version + 1
    wanted = model.Company.build(row.id, version, puts) if now is None else now.changed(version, puts, gone)
    refuse_misfits(ctx, now, wanted, puts)
    refuse_faults(now, wanted, puts, gone)
    warnings = _refuse_lint(now, wanted, puts, gone)
    _note_numbers(ctx, row.id, before, puts)
    keep_draft(ctx.session, wanted)
    return (*warnings, *_scenarios(ctx, now, wanted))


def look_at(
    ctx: Context, now: model.Company, wanted: model.Company, puts: tuple[TelephonyObject, ...], gone: list[Key]
) -> tuple[tuple[FieldFault, ...], tuple[Warned, ...]]:
    """Everything that `check_change` would refuse, by object, and what it would warn of; nothing is noted.

    The field of a fault is `kind/id: field`.
    """
    faults: list[FieldFault] = []

    def collect(place: str, refuse: Callable[[], object]) -> None:
        try:
            refuse()
        except Problem as problem:
            found = problem.faults or (FieldFault("", problem.code, problem.detail),)
            faults.extend(FieldFault(place + each.field, each.code, each.message) for each in found)

    for item in puts:
        place = f"{kind_of(item).value}/{item.id}: "
        collect(place, partial(refuse_misfits, ctx, now, wanted, (item,)))
        collect(place, partial(refuse_faults, now, wanted, (item,), ()))
    collect("", partial(refuse_faults, now, wanted, (), gone))
    errors, warnings = _lint(now, wanted, puts, gone)
    # Lint finds again what dangles; one sentence about an object is enough.
    named = {each.field.partition(":")[0] for each in faults}
    faults += [
        FieldFault(f"{each.kind}/{each.id}: {each.place}", each.code, each.text)
        for each in errors
        if f"{each.kind}/{each.id}" not in named
    ]
    return tuple(dict.fromkeys(faults)), (*warnings, *_scenarios(ctx, now, wanted))


def _scenarios(ctx: Context, now: model.Company | None, wanted: model.Company) -> tuple[Warned, ...]:
    """Saved what-if questions that the change answers differently."""
    return tuple(
        Warned("scenario-differs" if each.id else "scenarios-left-out", f"scenario/{each.id}", each.text)
        for each in watch(ctx, now, wanted)
    )


def _refuse_lint(
    now: model.Company | None, wanted: model.Company, puts: tuple[TelephonyObject, ...], gone: list[Key]
) -> tuple[Warned, ...]:
    """What to look at in `puts`. Raises Invalid for errors that were not there before."""
    errors, warnings = _lint(now, wanted, puts, gone)
    if errors:
        raise Invalid(errors[0].text, tuple(map(_fault, errors)))
    return warnings


def _lint(
    now: model.Company | None, wanted: model.Company, puts: tuple[TelephonyObject, ...], gone: list[Key]
) -> tuple[list[Finding], tuple[Warned, ...]]:
    own = [(kind_of(item), item.id) for item in puts]
    found = lint(wanted, [*own, *gone])
    errors = [each for each in found if each.severity is Severity.ERROR]
    if errors and now is not None:
        known = lint(now, [*own, *gone])
        errors = [each for each in errors if each not in known]
    warned = [each for each in found if each.severity is Severity.WARNING and (each.kind, each.id) in own]
    return errors, tuple(Warned(each.code, f"{each.kind}/{each.id}", each.text) for each in warned)


def _fault(finding: Finding) -> FieldFault:
    return FieldFault(finding.place or f"{finding.kind}/{finding.id}", finding.code, finding.text)


def without_password(item: TelephonyObject) -> TelephonyObject:
    """A provider's password stays in the line's locked box alone."""
    return item.model_copy(update={"password": None}) if isinstance(item, Line) else item


def _note_numbers(
    ctx: Context, company_id: str, before: tuple[TelephonyObject, ...], after: tuple[TelephonyObject, ...]
) -> None:
    old = {(number, kind_of(item), item.id) for item in before for number in dialled_numbers(item)}
    new = {(number, kind_of(item), item.id) for item in after for number in dialled_numbers(item)}
    if old - new:
        lost = ShortNumber.number.in_([number for number, *_ in old - new])
        ctx.session.execute(delete(ShortNumber).where(ShortNumber.company_id == company_id, lost))
    if new - old:
        rows = [{"company_id": company_id, "number": n, "kind": kind, "id": i} for n, kind, i in new - old]
        ctx.session.execute(insert(ShortNumber).values(rows))
