"""Importing employees: one transaction, one version, and nothing at all when a single row is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from control_plane.core.context import Context
from control_plane.core.problems import FieldFault, Invalid, Problem
from control_plane.features.customisations.queries import chosen, customised
from control_plane.features.employees.models import Employee
from control_plane.features.employees.queries import employees_by_id
from control_plane.features.importing.columns import Row
from control_plane.features.importing.plan import FAULTS_MAX, Plan, plan_of
from control_plane.features.phones.service import NewSecret, make_phones
from control_plane.features.versions.current import company_now
from control_plane.features.versions.service import Change, lock_company, record_change
from tenants import model
from tenants.model import TelephonyObject


@dataclass
class Imported:
    """`change` is None when nothing was to be done or nothing was done; `secrets` are the new phones."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[FieldFault] = field(default_factory=list)
    secrets: list[NewSecret] = field(default_factory=list)
    people: dict[str, model.Employee] = field(default_factory=dict)
    """The new ones by id."""
    change: Change | None = None


def import_employees(ctx: Context, company_id: str, rows: Iterable[Row]) -> Imported:
    """Add whoever has a new number, change whoever is there. Raises NotFound, and Invalid with every fault."""
    done = _done(ctx, company_id, rows)
    if done.faults:
        words = f"{len(done.faults)} faults in the table; nothing was imported. Correct them and import it again."
        raise Invalid(words, tuple(done.faults[:FAULTS_MAX]))
    return done


def try_import(ctx: Context, company_id: str, rows: Iterable[Row]) -> Imported:
    """The same without an effect: what would be done, and every fault. The caller's transaction is rolled back."""
    try:
        done = _done(ctx, company_id, rows)
    except Problem as problem:
        faults = problem.faults or (FieldFault("", problem.code, problem.detail),)
        done = Imported(faults=list(faults))
    ctx.session.rollback()
    done.secrets, done.people, done.change = [], {}, None
    return done


def _done(ctx: Context, company_id: str, rows: Iterable[Row]) -> Imported:
    company = lock_company(ctx, company_id)
    now = company_now(ctx.session, company) or model.Company.build(company_id, 0, (company.document(),))
    shape = customised(ctx.session, chosen(ctx.session, company_id))
    plan = plan_of(now, company.country, shape, rows)
    done = Imported(len(plan.added), len(plan.changes), plan.unchanged, plan.faults)
    if plan.faults or not (plan.added or plan.changes):
        return done
    after = _write(ctx, company_id, plan, done)
    before = tuple(old for old, _ in plan.changes)
    words = f"Table imported: {done.added} employees added, {done.changed} changed"
    done.change = record_change(ctx, company, words, before=before, after=after)
    return done


def _write(ctx: Context, company_id: str, plan: Plan, done: Imported) -> tuple[TelephonyObject, ...]:
    """The rows of everybody, in few statements."""
    for hired in plan.added:
        row = Employee(company_id=company_id)
        row.assign(hired.employee)
        ctx.session.add(row)
    known = employees_by_id(ctx, company_id, [old.id for old, _ in plan.changes])
    for old, new in plan.changes:
        known[old.id].assign(new)
    ctx.session.flush()
    wanted = [(hired.employee, phone) for hired in plan.added for phone in hired.phones]
    done.secrets = make_phones(ctx, company_id, wanted)
    ctx.session.flush()
    done.people = {hired.employee.id: hired.employee for hired in plan.added}
    phones = [secret.phone.document() for secret in done.secrets]
    return (*done.people.values(), *(new for _, new in plan.changes), *phones)
