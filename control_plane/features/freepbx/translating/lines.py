"""Trunks become provider lines, switched off: two systems that register with one password disturb each other."""

import re
from typing import Final

from control_plane.features.freepbx.reading.tables import YES, Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.fitting import caller_number, name_from
from control_plane.features.freepbx.translating.office import Office
from tenants.model import CallerIdPolicy, Codec, Kind, Line, LineAuthentication, Transport

_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_USER: Final = re.compile(r"[A-Za-z0-9._+-]{1,64}")
_SECRET: Final = re.compile(r"[!-~]{1,128}")
_REGISTER: Final = re.compile(r"(?:\w+://)?([^:@/]+)(?::([^@]*))?@([^:/@]+)(?::(\d+))?(?:/.*)?")
_CODECS: Final = {codec.value: codec for codec in Codec}
_CALLER_ID: Final = {"on": CallerIdPolicy.KEEP, "all": CallerIdPolicy.LINE}


def make_lines(office: Office) -> None:
    for row in office.source.table("trunks"):
        technology = row["tech"].lower()
        if technology in ("pjsip", "sip"):
            settings = _pjsip(office, row["trunkid"]) if technology == "pjsip" else _sip(office, row["trunkid"])
            _make(office, row, settings)
        else:
            office.left(Why.TECHNOLOGY, row, "tech", name=row["name"])
    for row in office.source.table("trunk_dialpatterns"):
        office.left(Why.PATTERN, row, "match_pattern_pass", value="|".join(filter(None, row.values.values())))
        office.ignore([row], *row.values)


def _make(office: Office, row: Row, settings: dict[str, str]) -> None:
    name = name_from(row["name"] or row["channelid"], f"Trunk {row.key}")
    host = settings.get("host", "")
    if not _HOST.fullmatch(host):
        office.left(Why.NO_HOST, row, "channelid", name=name, value=host or row["channelid"])
        return
    user, secret = settings.get("user", ""), settings.get("secret", "")
    registers = settings.get("register", "") in YES and bool(_USER.fullmatch(user)) and bool(_SECRET.fullmatch(secret))
    port = settings.get("port", "")
    codecs = [_CODECS[each] for each in re.split(r"[,&|\s]+", settings.get("codecs", "")) if each in _CODECS]
    identifier = office.reserve(("trunks", row.key), Kind.LINE)
    office.changed(Why.LINE_OFF, row, name=name)
    made = office.make(
        Line,
        row,
        identifier,
        name=name,
        host=host,
        port=int(port) if port.isdecimal() and 0 < int(port) < 65536 else None,
        transport=_transport(settings.get("transport", "")),
        authentication=LineAuthentication.REGISTRATION if registers else None,
        username=user if _USER.fullmatch(user) else None,
        caller_number=caller_number(office, row, "outcid"),
        caller_id=_caller_id(office, row),
        calls_max=min(10_000, max(0, row.number("maxchans"))) or None,
        codecs=tuple(dict.fromkeys(codecs)) or None,
        disabled=True,
    )
    office.ignore([row], "disabled", "channelid")
    if made is None:
        del office.places[("trunks", row.key)]
    elif _SECRET.fullmatch(secret):
        office.passwords[identifier] = secret


def _caller_id(office: Office, row: Row) -> CallerIdPolicy | None:
    text = row["keepcid"].lower()
    if text not in ("", "off", "cnum", *_CALLER_ID):
        office.left(Why.FIELD, row, "keepcid")
    return _CALLER_ID.get(text)


def _transport(text: str) -> Transport | None:
    """From `udp`, `0.0.0.0-tls`, …"""
    last = text.lower().rpartition("-")[2]
    return Transport(last) if last in {each.value for each in Transport} else None


def _pjsip(office: Office, identifier: str) -> dict[str, str]:
    known = office.source.setting("pjsip", identifier)

    def said(keyword: str) -> str:
        return known[keyword]["data"] if keyword in known else ""

    user = said("auth_username") if said("auth_username") not in ("", "undefined") else said("username")
    return {
        "host": said("sip_server"),
        "port": said("sip_server_port"),
        "user": user,
        "secret": said("secret"),
        "register": "yes" if said("registration") in ("", "send") and said("secret") else "",
        "transport": said("transport"),
        "codecs": said("codecs"),
    }


def _sip(office: Office, identifier: str) -> dict[str, str]:
    """chan_sip: the peer's details, and a line that says how to register."""
    known = office.source.setting("sip", f"tr-peer-{identifier}")

    def said(*keywords: str) -> str:
        return next((known[each]["data"] for each in keywords if each in known), "")

    register = office.source.setting("sip", f"tr-reg-{identifier}")
    line = next((row["data"] for row in register.values() if row["data"]), "")
    how = _REGISTER.fullmatch(line)
    return {
        "host": said("host") if said("host") != "dynamic" else "",
        "port": said("port"),
        "user": (how[1] if how is not None else "") or said("defaultuser", "username", "fromuser"),
        "secret": (how[2] or "" if how is not None else "") or said("secret", "remotesecret"),
        "register": "yes" if how is not None else "",
        "transport": said("transport").partition(",")[0],
        "codecs": said("allow"),
    }
