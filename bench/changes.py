"""From the transaction of a change until the node has it in force and read it back, for a small and a large company.

The figure is the product's own: the time that API and page show, from the version's moment to the acknowledged moment
of the last node; both clocks are this machine's. The two companies take turns, so that noise meets both.
"""

import secrets
import time

from bench.statistics import milliseconds, percentile, table
from control_plane.core.db import new_id
from control_plane.core.scripts import transaction
from control_plane.features.employees.models import Employee
from control_plane.features.phones.models import Phone
from control_plane.features.versions.service import lock_company, record_change
from control_plane.settings import Settings
from deploy import environment
from tenants.model import TelephonyObject
from tests.kit.stack import CompanyApi, Stack

CHANGES = 200
SIZES = {"bench-small": 10, "bench-large": 5000}


def measure(stack: Stack) -> str:
    """A Markdown table and the ratio of the medians."""
    companies = {name: _company(stack, name, size) for name, size in SIZES.items()}
    seen: dict[str, list[float]] = {name: [] for name in companies}
    answered: dict[str, list[float]] = {name: [] for name in companies}
    for _ in range(CHANGES):
        for name, (api, employee) in companies.items():
            began = time.perf_counter()
            made = api.ask("PATCH", f"/employees/{employee}", {"name": f"Anna {secrets.token_hex(4)}"})
            answered[name].append(time.perf_counter() - began)
            seen[name].append(float(api.wait_until_live(made["change"]["version"])["seconds"]))
    rows = [
        [
            f"{SIZES[name]:,} employees",
            milliseconds(percentile(seen[name], 0.5)),
            milliseconds(percentile(seen[name], 0.99)),
            milliseconds(max(seen[name])),
            milliseconds(percentile(answered[name], 0.5)),
        ]
        for name in companies
    ]
    ratio = percentile(seen["bench-large"], 0.5) / percentile(seen["bench-small"], 0.5)
    head = ["company", "live p50, ms", "live p99, ms", "live max, ms", "API answer p50, ms"]
    return f"{table(head, rows)}\n\n{CHANGES} changes each, in turn. Large to small at p50: {ratio:.2f}."


def _company(stack: Stack, name: str, size: int) -> tuple[CompanyApi, str]:
    """A live company with `size` employees and the id of one of them."""
    api = stack.found(name)
    settings = Settings.model_validate(environment.of(stack.instance, "control_plane"))
    with transaction(settings) as ctx:
        company = lock_company(ctx, name)
        employees = [
            Employee(company_id=name, id=new_id(), name=f"Employee {i}", number=str(10000 + i), ring_seconds=20)
            for i in range(size)
        ]
        ctx.session.add_all(employees)
        ctx.session.flush()
        phones = [
            Phone(
                company_id=name,
                id=new_id(),
                employee_id=employee.id,
                label="Desk",
                login=f"{name}-{employee.number}",
                password_box=b"",
                digest=secrets.token_hex(32),
                legacy_digest=secrets.token_hex(16),
            )
            for employee in employees
        ]
        ctx.session.add_all(phones)
        documents: tuple[TelephonyObject, ...] = (*(e.document() for e in employees), *(p.document() for p in phones))
        change = record_change(ctx, company, f"{size} employees", after=documents)
        chosen = employees[0].id
    deadline = time.monotonic() + 60
    while api.ask("GET", f"/versions/{change.version}?wait=5")["state"] != "live":
        if time.monotonic() > deadline:
            raise TimeoutError(f"{size} employees were not live within a minute")
    return api, chosen
