"""Waiting until a change is in force on every node of the company."""

import time
from collections.abc import Callable
from typing import Any

from carillon_client.connection import Connection, place
from carillon_client.lists import AThing, Listing
from carillon_client.problems import NotLive
from carillon_client.things import Change

LONGEST_ASK = 5.0
"""Seconds that the server waits at most in one request."""
PAUSE = 0.5

Told = Callable[[dict[str, Any]], None]


def wait_live(
    connection: Connection, company: str, number: int, seconds: float = 30.0, told: Told | None = None
) -> dict[str, Any]:
    """The version as the API shows it, once it is live. `told` hears each state on the way. Raises NotLive, Problem."""
    end = time.monotonic() + seconds
    while True:
        wait = max(0.0, min(LONGEST_ASK, end - time.monotonic()))
        path = place("companies", company, "versions", number)
        version: dict[str, Any] = connection.ask("GET", path, query={"wait": f"{wait:.2f}"}).data
        if told:
            told(version)
        if version["state"] == "live":
            return version
        if time.monotonic() >= end:
            raise NotLive(_why(version, seconds))
        if version["state"] != "publishing":
            # Refused by a node: it is tried again, and may go through after all.
            time.sleep(min(PAUSE, max(0.0, end - time.monotonic())))


def _why(version: dict[str, Any], seconds: float) -> str:
    open_ = [each for each in version.get("deliveries", ()) if each.get("state") != "live"]
    nodes = "; ".join(f"{each['node']}: {each.get('reason') or each.get('state') or 'no answer yet'}" for each in open_)
    return f"Version {version['number']} is kept, and not live everywhere after {seconds:g} s. {nodes}".rstrip()


class LiveVersions(Listing[AThing]):
    """The list of versions can wait for one."""

    def wait_live(self, change: Change | int, seconds: float = 30.0) -> AThing:
        """The version of `change` (or with that number), once every node has it. Raises NotLive, Problem."""
        assert self._company is not None
        number = change.version if isinstance(change, Change) else change
        wait_live(self._connection, self._company, number, seconds)
        return self.get(number)
