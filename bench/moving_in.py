"""How long a FreePBX dump takes to be read, translated and taken over, and how much memory: see docs/performance.md.

`python -m bench.moving_in 5000`; the database and the storage are those of the component tests.
"""

import io
import resource
import sys
import time
from datetime import date
from itertools import count

from control_plane.app import create_app
from control_plane.features.freepbx.reading.opened import read_source
from control_plane.features.freepbx.translating.whole import translate
from tenants.model import Company, Profile
from tests.kit.customers import settle
from tests.kit.engines import running_engines
from tests.kit.freepbx import mysqldump
from tests.kit.freepbx_office import office, people

IMPORTS = "/companies/bluebell/freepbx-imports"


def dump(many: int) -> bytes:
    """An office with so many more people, each with forty-four settings of a phone."""
    tables = office()
    for table, rows in people(many, 10_001).items():
        tables[table] = tables[table] + rows
    return mysqldump(tables)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Watch:
    """Prints what has passed since it was asked last."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.monotonic(), time.process_time()

    def tell(self, what: str) -> None:
        wall, cpu = time.monotonic() - self.wall, time.process_time() - self.cpu
        print(f"{what:<12} {wall:6.1f} s, {cpu:6.1f} s CPU of this process, {megabytes():5.0f} MB at most so far")
        self.wall, self.cpu = time.monotonic(), time.process_time()


def main() -> None:
    data = dump(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
    print(f"dump of {len(data) / 1e6:.1f} MB; {megabytes():.0f} MB before")
    watch, ids = Watch(), count(1)
    source = read_source(io.BytesIO(data))
    watch.tell("read")
    company = Company.build("bluebell", 1, [Profile(id="bluebell", name="Bluebell")])
    office_made, _ = translate(source, company, date(2026, 3, 1), lambda: f"n{next(ids)}")
    watch.tell("translate")
    print(f"{len(office_made.items)} objects, {len(office_made.report.entries)} lines of report")
    with running_engines() as engines:
        app = create_app(engines.settings)
        engines.clean()
        owner = settle(app, engines).owner
        watch = Watch()
        identifier = owner.post(IMPORTS, data)["id"]
        watch.tell("preview")
        done = owner.post(f"{IMPORTS}/{identifier}/take-over")
        watch.tell("take over")
        print(f"version {done['change']['version']}, {len(done['phones'])} phones")


if __name__ == "__main__":
    main()
