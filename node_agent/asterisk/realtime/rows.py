"""From a company's objects to rows and hints. Pure; the same objects always give the same rows.

Endpoint ids: a phone's login, or `line-<id>` for a provider line. The account code of both is the company's id, so the
event log tells the tenant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from node_agent.asterisk.realtime.text import caller_id
from node_agent.asterisk.sentences import LANGUAGES
from tenants.model import Company, DestinationKind, Employee, Line, LineAuthentication, Number, Phone

Row = Mapping[str, str]
Rows = dict[tuple[str, str], Row]
"""By table and id."""

CODECS = "alaw,ulaw,g722"
PHONES_AT_ONCE = 8
"""More phones of one employee than this do not ring in the fallback; a dial string has an end."""
FALLBACK_SECONDS_MAX = 180


@dataclass(frozen=True, order=True)
class Hint:
    """Whether an employee is free, for lamps on other people's phones."""

    context: str
    number: str
    devices: str


@dataclass(frozen=True)
class Site:
    """What rows need to know about the node. `address` is empty when the node listens on all of its addresses."""

    realm: str
    address: str = ""

    def media(self) -> Row:
        """Sound goes through the address that SIP uses; otherwise Asterisk asks DNS for its own name, per call."""
        return {"media_address": self.address, "bind_rtp_to_media_address": "yes"} if self.address else {}


def line_endpoint(line_id: str) -> str:
    return f"line-{line_id}"


def hint_context(company_id: str) -> str:
    return f"company-{company_id}"


def phone_rows(company: Company, phone: Phone, site: Site) -> Rows:
    """What one phone needs to register, to be called and to call."""
    employee = company.employees.get(phone.employee)
    endpoint = {
        "aors": phone.login,
        "auth": phone.login,
        "context": "phones",
        "subscribe_context": hint_context(company.id),
        "accountcode": company.id,
        "language": LANGUAGES[company.profile.language],
        "disallow": "all",
        "allow": CODECS,
        "direct_media": "no",
        "rtp_symmetric": "yes",
        "force_rport": "yes",
        "rewrite_contact": "yes",
        "trust_id_inbound": "no",
        "dtmf_mode": "auto",
        "allow_transfer": "no",
        **site.media(),
    }
    if employee is not None:
        endpoint["callerid"] = caller_id(employee.name, employee.number)
    return {
        ("ps_endpoints", phone.login): endpoint,
        ("ps_aors", phone.login): {
            "max_contacts": "1",
            "remove_existing": "yes",
            "qualify_frequency": "0",
            "default_expiration": "300",
        },
        ("ps_auths", phone.login): {
            "auth_type": "digest",
            "username": phone.login,
            "realm": site.realm,
            "password_digest": f"MD5:{phone.legacy_digest},SHA-256:{phone.digest}",
            "supported_algorithms_uas": "SHA-256,MD5",
        },
    }


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


def employee_rows(company: Company, employee: Employee) -> Rows:
    """The fallback for an employee's short number; none without a phone."""
    return _fallback(company, employee, employee.number)


def number_rows(company: Company, number: Number) -> Rows:
    """The fallback for a public number whose calls go to an employee."""
    wanted = number.destination
    employee = company.get(Employee, wanted.id) if wanted and wanted.kind is DestinationKind.EMPLOYEE else None
    return _fallback(company, employee, number.number) if employee else {}


def employee_hint(company: Company, employee: Employee) -> Hint | None:
    """None when the employee has no phone to watch."""
    devices = _devices(company, employee)
    return Hint(hint_context(company.id), employee.number, "&".join(devices)) if devices else None


def all_rows(company: Company, site: Site) -> Rows:
    """Every row of the company; what a rebuild compares with."""
    rows: Rows = {}
    for phone in company.phones_by_login.values():
        rows |= phone_rows(company, phone, site)
    for line in company.lines.values():
        rows |= line_rows(company, line, site)
    for number in company.numbers_by_number.values():
        rows |= number_rows(company, number)
    for employee in company.employees.values():
        rows |= employee_rows(company, employee)
    return rows


def all_hints(company: Company) -> Mapping[str, Hint]:
    """By short number."""
    hints = (employee_hint(company, employee) for employee in company.employees.values())
    return MappingProxyType({hint.number: hint for hint in hints if hint})


def _fallback(company: Company, employee: Employee, number: str) -> Rows:
    devices = _devices(company, employee)
    if not devices:
        return {}
    seconds = min(employee.ring_seconds, FALLBACK_SECONDS_MAX)
    return {("fallback", f"{company.id}:{number}"): {"dial": "&".join(devices), "seconds": str(seconds)}}


def _devices(company: Company, employee: Employee) -> list[str]:
    phones: Iterable[Phone] = company.phones_by_employee.get(employee.id, ())
    return sorted(f"PJSIP/{phone.login}" for phone in phones)[:PHONES_AT_ONCE]
