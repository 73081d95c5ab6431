"""Importing and exporting employees over the API."""

from collections import defaultdict
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from control_plane.core.answers import change_out
from control_plane.core.bodies import gives_file, takes, takes_file
from control_plane.core.idempotency import idempotent
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.customisations.queries import company_customised
from control_plane.features.importing import service
from control_plane.features.importing.columns import Row, rows_of
from control_plane.features.importing.export import CSV, XLSX, ExportQuery, exported
from control_plane.features.importing.plan import FAULTS_MAX
from control_plane.features.importing.schemas import EmployeeRows, EmployeesImported, ImportQuery
from control_plane.features.importing.tables import BYTES_MAX, read_table
from control_plane.features.phones.api import secret_out

api = APIBlueprint("importing_api", __name__, url_prefix="/api/v1/companies/<company>/employees", tag="Bulk")
LARGEST = BYTES_MAX + 64 * 1024


@api.post("/import")
@takes_up_to(LARGEST)
@idempotent
@api.input(ImportQuery, location="query")
@takes(EmployeeRows)
@api.output(EmployeesImported)
@api.doc(operation_id="importEmployees", summary="Add or change up to 5,000 employees, all or none of them")
@allow(Permission.CHANGE_COMPANY)
def import_rows(company: str, query_data: ImportQuery, data: Any) -> Any:
    rows = read_wish(EmployeeRows, data).rows
    return _imported(company, [Row(place, row) for place, row in enumerate(rows, start=1)], dry_run=query_data.dry_run)


@api.post("/import-file")
@takes_up_to(LARGEST)
@idempotent
@api.input(ImportQuery, location="query")
@takes_file(CSV, XLSX)
@api.output(EmployeesImported)
@api.doc(operation_id="importEmployeesFile", summary="The same from a table: the body is a CSV or XLSX file")
@allow(Permission.CHANGE_COMPANY)
def import_file(company: str, query_data: ImportQuery) -> Any:
    rows = rows_of(read_table(request.get_data(cache=True)))
    return _imported(company, rows, dry_run=query_data.dry_run)


@api.get("/export")
@api.input(ExportQuery, location="query")
@gives_file(CSV, XLSX)
@api.output({}, content_type=CSV)
@api.doc(operation_id="exportEmployees", summary="All employees as a table, which can be imported again")
@allow(Permission.READ_COMPANY)
def export(company: str, query_data: ExportQuery) -> Response:
    return exported(context(), company, query_data)


def _imported(company: str, rows: list[Row], *, dry_run: bool) -> Any:
    ctx = context()
    done = (service.try_import if dry_run else service.import_employees)(ctx, company, rows)
    known = company_customised(ctx, company)
    phones: dict[str, list[Any]] = defaultdict(list)
    for secret in done.secrets:
        phones[secret.phone.employee_id].append(secret_out(secret, known))
    return {
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "faults": [{"place": f.field, "code": f.code, "message": f.message} for f in done.faults[:FAULTS_MAX]],
        "faults_count": len(done.faults),
        "employees": [
            {"id": each.id, "name": each.name, "number": each.number, "phones": phones[each.id]}
            for each in done.people.values()
        ],
        "change": change_out(done.change) if done.change is not None else None,
    }
