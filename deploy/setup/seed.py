"""The tables and the demo company of an instance, made by the control plane's own commands."""

import json
import sys
from pathlib import Path
from typing import Any

from deploy import environment
from deploy.engines import postgres, roles
from deploy.errors import Stop
from deploy.instance import Instance
from deploy.setup import tool


class BadDemo(Stop):
    """The control plane did not say who is in the demo company."""

    code = "bad-demo"


def migrate(instance: Instance) -> None:
    """Bring the tables to this release. Raises ToolFailed, NoRole."""
    if instance.own_postgres:
        # The server may run since before this release, which has one role more.
        postgres.make_roles(instance)
    roles.make(instance)
    _control_plane(instance, environment.for_migrations(instance), "Making the database tables", "migrate")


def is_seeded(instance: Instance) -> bool:
    return demo_file(instance).exists()


def sow(instance: Instance) -> None:
    """Make the demo company; it is kept, with its passwords, in demo.json (0600). Raises ToolFailed, BadDemo."""
    words = ("seed-demo", "--json")
    said = _control_plane(instance, environment.of(instance, "control_plane"), "Making the demo company", *words)
    try:
        demo = json.loads(said.strip().splitlines()[-1])
    except (ValueError, IndexError) as error:
        raise BadDemo(
            "`seed-demo --json` did not print one JSON object.", f"See {instance.logs}/seed-demo.log."
        ) from error
    fresh = demo_file(instance).with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(demo, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.rename(demo_file(instance))


def read(instance: Instance) -> dict[str, Any]:
    """What `sow` kept. Raises BadDemo when the demo company was not made here."""
    try:
        demo: dict[str, Any] = json.loads(demo_file(instance).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadDemo("This instance has no demo company.", "Run `./carillon up`.") from error
    return demo


def demo_file(instance: Instance) -> Path:
    return instance.folder / "demo.json"


def _control_plane(instance: Instance, env: dict[str, str], what: str, *words: str) -> str:
    argv = [sys.executable, "-m", "control_plane", *words]
    log = instance.logs / f"{words[0]}.log"
    return tool.run(argv, what=what, log=log, env=env)
