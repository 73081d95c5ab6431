"""Public numbers, and rules about who calls them."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, warning
from tenants.lint.look import Look
from tenants.model import CallerRule, Number, Treatment

LEADS_NOWHERE = warning("number-leads-nowhere", "%(name)s leads nowhere: callers hear that it does not exist.")
NOWHERE_TO_SEND = warning(
    "nowhere-to-send", "%(name)s is to send callers to a destination, but has none: they are turned away."
)
NEVER_CLOSED = warning("closed-without-hours", "%(name)s has a destination for closed hours, but no opening hours.")
BLOCKS_ALL = warning("blocks-everybody", "%(name)s turns away every caller who shows a number.")


def number(_look: Look, item: Number) -> Iterator[Finding]:
    if item.destination is None:
        yield LEADS_NOWHERE.found(item, "destination")
    if item.anonymous is Treatment.SEND and item.anonymous_to is None:
        yield NOWHERE_TO_SEND.found(item, "anonymous_to")
    if item.closed is not None and item.hours is None:
        yield NEVER_CLOSED.found(item, "closed")


def caller_rule(_look: Look, item: CallerRule) -> Iterator[Finding]:
    if item.treatment is Treatment.SEND and item.destination is None:
        yield NOWHERE_TO_SEND.found(item, "destination")
    if item.treatment is Treatment.BLOCK and item.prefix == "+":
        yield BLOCKS_ALL.found(item, "prefix")
