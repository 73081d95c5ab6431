"""Previews and imports as plain data, and the pages' view of a report."""

from collections.abc import Iterator
from typing import Any

from control_plane.core.answers import change_out
from control_plane.core.context import Context
from control_plane.features.companies.queries import get_company
from control_plane.features.freepbx.report import Entry, Report
from control_plane.features.freepbx.service import Preview, TakenOver
from control_plane.features.freepbx.words import sentence
from control_plane.features.versions.current import company_now
from tenants.model import Employee, Kind


def import_out(preview: Preview) -> dict[str, Any]:
    """The plain data of ImportOut."""
    return {
        "id": preview.id,
        "form": preview.form,
        "version": preview.version,
        **_report(preview.report),
    }


def taken_over_out(ctx: Context, company_id: str, done: TakenOver) -> dict[str, Any]:
    """The plain data of TakenOver."""
    return {
        "change": change_out(done.change),
        **_report(done.report),
        "phones": list(phones_out(ctx, company_id, done)),
        "pins": [{"kind": pin.kind.value, "id": pin.id, "name": pin.name, "pin": pin.pin} for pin in done.pins],
    }


def phones_out(ctx: Context, company_id: str, done: TakenOver) -> Iterator[dict[str, Any]]:
    """By short number, with whose they are."""
    now = company_now(ctx.session, get_company(ctx, company_id))
    assert now is not None
    owners = {person.id: person for person in now.all_of(Employee)}
    for secret in sorted(done.phones, key=lambda secret: owners[secret.phone.employee_id].number):
        phone, owner = secret.phone, owners[secret.phone.employee_id]
        yield {
            "id": phone.id,
            "employee_id": owner.id,
            "employee": owner.name,
            "number": owner.number,
            "label": phone.label,
            "login": phone.login,
            "custom": phone.custom,
            "password": secret.password,
            "server": secret.server,
        }


def _report(report: Report) -> dict[str, Any]:
    return {
        "taken": {kind.value: count for kind, count in report.taken().items()},
        "entries": [_entry(entry) for entry in report.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "grade": entry.grade,
        "code": entry.why,
        "text": sentence(entry),
        "table": entry.table,
        "rows": entry.rows,
        "count": entry.count,
        "field": entry.field,
        "value": entry.value,
        "kind": entry.kind,
        "name": entry.name,
    }


def counted(report: Report) -> list[tuple[Kind, int]]:
    """What comes, the most first."""
    return sorted(report.taken().items(), key=lambda pair: -pair[1])
