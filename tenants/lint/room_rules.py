"""Meeting rooms and announcements."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import Paging, Room

NO_HOST = error(
    "room-without-host", "Everybody in %(name)s waits for a host, but nobody can be one. Name a host or set a host PIN."
)
SAME_PIN = error("same-pin", "Guests and hosts of %(name)s have the same PIN: everybody is a host. Change one of them.")
NOBODY_LISTENS = warning("paging-nobody", "%(name)s has no members: nobody hears the announcement.")


def room(_look: Look, item: Room) -> Iterator[Finding]:
    if item.wait_for_host and not item.hosts and item.host_pin is None:
        yield NO_HOST.found(item, "hosts")
    if item.pin is not None and item.pin == item.host_pin:
        yield SAME_PIN.found(item, "host_pin")


def paging(_look: Look, item: Paging) -> Iterator[Finding]:
    if not item.members:
        yield NOBODY_LISTENS.found(item, "members")
