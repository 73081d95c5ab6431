"""Rows of phones."""

from node_agent.asterisk.realtime.rows.row import CODECS, GONE, Rows, Site, hint_context, music_class
from node_agent.asterisk.realtime.text import caller_id
from node_agent.asterisk.sentences import LANGUAGES
from tenants.model import Company, Phone


def message_lamp_name(company_id: str, employee_id: str) -> str:
    """How Asterisk knows the messages that wait for an employee, in whatever mailboxes."""
    return f"{company_id}-{employee_id}@carillon"


def phone_rows(company: Company, phone: Phone, site: Site) -> Rows:
    """What one phone needs to register, to be called and to call; its lamp shows its employee's new messages."""
    employee = company.employees.get(phone.employee)
    lamp = message_lamp_name(company.id, phone.employee)
    endpoint = {
        "aors": phone.login,
        "auth": phone.login,
        "context": "phones",
        "subscribe_context": hint_context(company.id),
        "accountcode": company.id,
        "language": LANGUAGES[company.profile.language],
        "disallow": "all",
        "allow": CODECS,
        # An empty column is not the option's default but an error.
        "media_encryption": "no",
        "direct_media": "no",
        "rtp_symmetric": "yes",
        **GONE,
        "force_rport": "yes",
        "rewrite_contact": "yes",
        "trust_id_inbound": "no",
        "dtmf_mode": "auto",
        "allow_transfer": "yes",
        # Whom the phone transfers goes there, by button and by short code, with the rights of the phone's owner.
        "set_var": "TRANSFER_CONTEXT=transfer",
        "t38_udptl": "no",
        "t38_udptl_ec": "redundancy",  # an empty column would be refused
        # Whoever asks for messages (SUBSCRIBE) is told over that; all others are told unasked, since some only listen.
        "mailboxes": lamp,
        "mwi_subscribe_replaces_unsolicited": "yes",
        **site.media(),
    }
    if employee is not None:
        endpoint["callerid"] = caller_id(employee.name, employee.number)
    address = {
        "max_contacts": "1",
        "remove_existing": "yes",
        "qualify_frequency": "0",
        "default_expiration": "300",
        "mailboxes": lamp,
    }
    if company.profile.music is not None:
        endpoint["moh_suggest"] = music_class(company.id, company.profile.music)
    return {
        ("ps_endpoints", phone.login): endpoint,
        ("ps_aors", phone.login): address,
        ("ps_auths", phone.login): {
            "auth_type": "digest",
            "username": phone.login,
            "realm": site.realm,
            "password_digest": f"MD5:{phone.legacy_digest},SHA-256:{phone.digest}",
            "supported_algorithms_uas": "SHA-256,MD5",
        },
    }
