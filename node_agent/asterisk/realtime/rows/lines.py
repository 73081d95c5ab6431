"""Rows of provider lines."""

from typing import Final

from node_agent.asterisk.realtime.rows.row import GONE, Row, Rows, Site
from node_agent.asterisk.sentences import LANGUAGES
from tenants.model import Company, Line, LineAuthentication, MediaEncryption, Transport

QUALIFY_SECONDS: Final = "20"
"""How often a provider is asked whether it is there: so long an outage may stay unnoticed."""
RETRY_SECONDS: Final = "30"
REFUSED_RETRY_SECONDS: Final = "300"
"""A provider that refuses our password may lock the account of who tries too often."""


def line_endpoint(line_id: str) -> str:
    return f"line-{line_id}"


def line_rows(company: Company, line: Line, site: Site) -> Rows:
    """What one provider line needs to carry calls both ways; nothing for one switched off or of another company."""
    if line.disabled or line.host is None:
        return {}
    name = line_endpoint(line.id)
    rows: Rows = {
        ("ps_endpoints", name): _endpoint(company, line, name, site),
        ("ps_aors", name): {
            "contact": _server(line),
            "max_contacts": "1",
            "remove_existing": "no",
            "qualify_frequency": QUALIFY_SECONDS,
            "default_expiration": "300",
        },
        ("ps_endpoint_id_ips", name): {"endpoint": name, "match": _match(line), "srv_lookups": "no"},
    }
    if line.username and line.password:
        rows["ps_auths", name] = {"auth_type": "userpass", "username": line.username, "password": line.password}
        if line.authentication is LineAuthentication.REGISTRATION:
            rows["ps_registrations", name] = _registration(line, name, line.username)
    return rows


def _endpoint(company: Company, line: Line, name: str, site: Site) -> Row:
    endpoint = {
        "transport": _transport(line),
        "aors": name,
        "context": "lines",
        "language": LANGUAGES[company.profile.language],
        "disallow": "all",
        "allow": ",".join(line.codecs),
        "media_encryption": "sdes" if line.media_encryption is MediaEncryption.SDES else "no",
        "direct_media": "no",
        "rtp_symmetric": "yes",
        **GONE,
        "trust_id_inbound": "no",
        "send_pai": "yes",
        "t38_udptl": "yes",
        "t38_udptl_ec": "redundancy",
        "dtmf_mode": "auto",
        "allow_transfer": "no",
        **site.media(),
    }
    # Calls over a line that several companies use get the account of the company whose call it is.
    if not line.shared:
        endpoint["accountcode"] = company.id
    if line.username and line.password:
        endpoint["outbound_auth"] = name
        endpoint["from_user"] = line.username
    return endpoint


def _registration(line: Line, name: str, username: str) -> Row:
    return {
        "transport": _transport(line),
        "server_uri": _server(line),
        "client_uri": f"sip:{username}@{line.host}:{line.port}{_parameter(line)}",
        "contact_user": _called_as(line, username),
        "outbound_auth": name,
        "line": "yes",
        "endpoint": name,
        "expiration": "300",
        "retry_interval": RETRY_SECONDS,
        "forbidden_retry_interval": REFUSED_RETRY_SECONDS,
        "max_retries": "1000000",
        "auth_rejection_permanent": "no",
    }


def _called_as(line: Line, username: str) -> str:
    """What the provider dials to reach us: our entrance takes numbers only, and some user names are words."""
    return username if username.isdecimal() else line.caller_number or username


def _transport(line: Line) -> str:
    verified = line.transport is Transport.TLS and line.verify_certificate
    return f"transport-{line.transport}{'-verified' if verified else ''}"


def _parameter(line: Line) -> str:
    return "" if line.transport is Transport.UDP else f";transport={line.transport}"


def _server(line: Line) -> str:
    return f"sip:{line.host}:{line.port}{_parameter(line)}"


def _match(line: Line) -> str:
    """Connections come from ports of their own, datagrams from the provider's."""
    return f"{line.host}:{line.port}" if line.transport is Transport.UDP else str(line.host)
