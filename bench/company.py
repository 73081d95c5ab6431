"""A large company as call logic holds it: how long it takes to load, how much memory it takes, how fast lint is.

Every load is measured in a process of its own, so that neither warm caches nor earlier rubbish count.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import psutil

from bench.statistics import table
from node_agent.store import Store
from tenants.lint import lint
from tenants.model import Company, Employee, Kind, Mailbox, Phone, Profile, TelephonyObject

EMPLOYEES = 5000
RUNS = 5


def measure() -> str:
    """A Markdown table: seconds of CPU time in ms (medians), memory in MB."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, with_mailboxes in (("employees and phones", False), ("and a mailbox each", True)):
            store = Path(folder) / f"{with_mailboxes}.sqlite"
            writer = Store.open(store)
            writer.replace(company(with_mailboxes=with_mailboxes), 0)
            writer.close()
            runs = [_in_a_process_of_its_own(store) for _ in range(RUNS)]
            rows.append([name, *(f"{median(run[key] for run in runs):.0f}" for key in runs[0])])
    return table(["5,000 …", "load, ms", "held, MB", "lint, ms", "lint of a change, ms"], rows)


def company(*, with_mailboxes: bool) -> Company:
    """As a large office would have it; ids as the control plane makes them."""
    return Company.build("acme", 1, _objects(with_mailboxes))


def _objects(with_mailboxes: bool) -> Iterator[TelephonyObject]:
    yield Profile(id="acme", name="Acme")
    for i in range(EMPLOYEES):
        person, box = f"01890a5d-ac96-774b-bcce-{i:012x}", f"01890a5d-ac96-774b-bcd0-{i:012x}"
        mailbox = {"mailbox": box} if with_mailboxes else {}
        yield Employee(
            id=person, name=f"Иван Петрович {i}", number=str(10_000 + i), email=f"user{i}@acme.example", **mailbox
        )
        yield Phone(
            id=f"01890a5d-ac96-774b-bccf-{i:012x}",
            employee=person,
            label="Desk",
            login=f"acme-{10_000 + i}-{i:x}",
            digest=f"{i:064x}",
            legacy_digest=f"{i:032x}",
        )
        if with_mailboxes:
            yield Mailbox(id=box, name=f"Иван Петрович {i}", owners=(person,), email=f"user{i}@acme.example")


def _in_a_process_of_its_own(store: Path) -> dict[str, float]:
    run = subprocess.run([sys.executable, "-m", "bench.company", str(store)], capture_output=True, check=True)
    told: dict[str, float] = json.loads(run.stdout)
    return told


def _measure_here(store: Path) -> dict[str, float]:
    reader = Store.open(store, read_only=True)
    process = psutil.Process()
    before = process.memory_full_info().uss
    loaded: list[Company | None] = []
    load = _milliseconds(lambda: loaded.append(reader.company("acme")))
    held = (process.memory_full_info().uss - before) / 1e6
    (found,) = loaded
    assert found is not None
    one = next(iter(found.employees))
    return {
        "load": load,
        "held": held,
        "lint": _milliseconds(lambda: lint(found)),
        "touched": _milliseconds(lambda: lint(found, {(Kind.EMPLOYEE, one)})),
    }


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    print(json.dumps(_measure_here(Path(sys.argv[1]))))
