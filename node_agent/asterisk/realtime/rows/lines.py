"""Rows of provider lines."""

from node_agent.asterisk.realtime.rows.row import CODECS, Rows, Site
from node_agent.asterisk.sentences import LANGUAGES
from tenants.model import Company, Line, LineAuthentication


def line_endpoint(line_id: str) -> str:
    return f"line-{line_id}"


def line_rows(company: Company, line: Line, site: Site) -> Rows:
    """What one provider line needs to carry calls both ways."""
    name = line_endpoint(line.id)
    transport = f"transport-{line.transport}"
    suffix = "" if line.transport == "udp" else f";transport={line.transport}"
    server = f"sip:{line.host}:{line.port}{suffix}"
    endpoint = {
        "transport": transport,
        "aors": name,
        "context": "lines",
        "accountcode": company.id,
        "language": LANGUAGES[company.profile.language],
        "disallow": "all",
        "allow": CODECS,
        "direct_media": "no",
        "rtp_symmetric": "yes",
        "trust_id_inbound": "no",
        "send_pai": "yes",
        "dtmf_mode": "auto",
        "allow_transfer": "no",
        **site.media(),
    }
    rows: Rows = {
        ("ps_endpoints", name): endpoint,
        ("ps_aors", name): {
            "contact": server,
            "max_contacts": "1",
            "remove_existing": "no",
            "qualify_frequency": "60",
            "default_expiration": "300",
        },
        ("ps_endpoint_id_ips", name): {
            "endpoint": name,
            "match": f"{line.host}:{line.port}" if line.transport == "udp" else line.host,
            "srv_lookups": "no",
        },
    }
    if line.username and line.password:
        endpoint["outbound_auth"] = name
        endpoint["from_user"] = line.username
        rows["ps_auths", name] = {"auth_type": "userpass", "username": line.username, "password": line.password}
        if line.authentication is LineAuthentication.REGISTRATION:
            rows["ps_registrations", name] = {
                "transport": transport,
                "server_uri": server,
                "client_uri": f"sip:{line.username}@{line.host}:{line.port}",
                "contact_user": line.username,
                "outbound_auth": name,
                "line": "yes",
                "endpoint": name,
                "expiration": "300",
                "retry_interval": "30",
                "forbidden_retry_interval": "300",
            }
    return rows
