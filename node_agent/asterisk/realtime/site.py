"""From the node's settings to what rows need to know."""

from node_agent.asterisk.realtime.rows import Site
from node_agent.settings import Settings

EVERYWHERE = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104  compared with, not bound to


def site_of(settings: Settings) -> Site:
    """Media goes through the address SIP is bound to; on a wildcard Asterisk chooses per call."""
    return Site(settings.sip_realm, "" if settings.sip_host in EVERYWHERE else settings.sip_host)
