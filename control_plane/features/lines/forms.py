"""The form of a provider line: its fields as text, its choices in words, and what was typed as the service takes it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from control_plane.features.lines.queries import Working
from control_plane.web.faults import Corrections
from control_plane.web.form import Form
from control_plane.web.words import lazy_gettext
from tenants.model import CallerIdPolicy, Line, LineAuthentication, MediaEncryption, Transport

FIELDS: Final = (
    "name",
    "host",
    "port",
    "transport",
    "verify_certificate",
    "media_encryption",
    "authentication",
    "username",
    "password",
    "caller_number",
    "caller_id",
    "calls_max",
    "first_sign_seconds",
    "codecs",
    "disabled",
)
_OF_THE_OWNER: Final = frozenset(
    {
        "host",
        "port",
        "transport",
        "verify_certificate",
        "media_encryption",
        "authentication",
        "username",
        "password",
        "codecs",
    }
)
"""What the platform decides of a line that it lends."""

CHOICES: Final[Mapping[str, tuple[tuple[str, object], ...]]] = MappingProxyType(
    {
        "transport": (
            (Transport.UDP, lazy_gettext("UDP: most providers")),
            (Transport.TCP, "TCP"),
            (Transport.TLS, lazy_gettext("TLS: encrypted")),
        ),
        "verify_certificate": (
            ("yes", lazy_gettext("Must be good for the server")),
            ("", lazy_gettext("Is not looked at")),
        ),
        "media_encryption": (
            (MediaEncryption.NONE, lazy_gettext("In the clear")),
            (MediaEncryption.SDES, lazy_gettext("Encrypted (SRTP); use it with TLS")),
        ),
        "authentication": (
            (LineAuthentication.ADDRESS, lazy_gettext("The provider knows our address")),
            (LineAuthentication.REGISTRATION, lazy_gettext("With user name and password")),
        ),
        "caller_id": (
            (CallerIdPolicy.EMPLOYEE, lazy_gettext("The employee's own number, else the line's")),
            (CallerIdPolicy.LINE, lazy_gettext("Always the line's number")),
            (CallerIdPolicy.KEEP, lazy_gettext("The caller's own number on forwarded calls")),
        ),
        "disabled": (("", lazy_gettext("In use")), ("yes", lazy_gettext("Switched off"))),
    }
)

STATES: Final[Mapping[Working, tuple[str, str, object]]] = MappingProxyType(
    {
        Working.UP: ("is-good", "check-circle-fill", lazy_gettext("works")),
        Working.REGISTERING: ("", "hourglass-split", lazy_gettext("signing in")),
        Working.REFUSED: ("is-warning", "exclamation-triangle-fill", lazy_gettext("the provider refuses us")),
        Working.SILENT: ("is-warning", "exclamation-triangle-fill", lazy_gettext("no answer")),
        Working.OFF: ("", "dash-circle", lazy_gettext("switched off")),
        Working.UNKNOWN: ("", "question-circle", lazy_gettext("not known")),
    }
)
"""Class of the chip, icon, words."""

CORRECTIONS: Final[Corrections] = {
    ("name", "string-too-short"): lazy_gettext("Write a name, such as that of the provider."),
    ("host", "*"): lazy_gettext("Write the provider's server, such as sip.example.net or 192.0.2.1."),
    ("port", "*"): lazy_gettext("Write a port from 1 to 65535."),
    ("calls_max", "*"): lazy_gettext("Write a number from 0 to 10,000; 0 is no limit."),
    ("first_sign_seconds", "*"): lazy_gettext("Write a number of seconds from 2 to 60."),
    ("username", "string-pattern-mismatch"): lazy_gettext("Write the user name as the provider gave it."),
    ("password", "string-pattern-mismatch"): lazy_gettext("Write the password as the provider gave it."),
    ("caller_number", "*"): lazy_gettext("This is no telephone number; write it like +7 495 123-00-01."),
    ("codecs", "*"): lazy_gettext("Write one or more of alaw, ulaw, g722, gsm, the best one first."),
}


def blank() -> Form:
    """The form of a line that is about to be added."""
    return Form({**of_line(Line(id="new", name="new", host="new")).values, "name": "", "host": ""})


def of_line(line: Line) -> Form:
    """The line as text; its password is never shown."""
    values: dict[str, str] = {}
    for name in FIELDS:
        value = getattr(line, name)
        values[name] = "" if value is None else str(value)
    return Form(
        {**values, "password": "", "codecs": ", ".join(line.codecs), "disabled": "yes" if line.disabled else ""}
        | {"verify_certificate": "yes" if line.verify_certificate else ""}
    )


def wish_of(form: Form, line: Line | None) -> dict[str, Any]:
    """What was typed, as `add_line` and `change_line` (`line`: the one that is changed) take it.

    A password that is left empty stays as it is; text that is no number goes on as it is, to be refused in words.
    """
    wish: dict[str, Any] = {name: form.value(name) or None for name in FIELDS}
    for name in ("port", "calls_max", "first_sign_seconds"):
        text = form.value(name)
        wish[name] = int(text) if text.isdecimal() and len(text) < 10 else text or None
    wish["codecs"] = [word for word in form.value("codecs").replace(",", " ").lower().split() if word] or None
    wish["verify_certificate"] = form.value("verify_certificate") == "yes"
    wish["disabled"] = form.value("disabled") == "yes"
    if not form.value("password"):
        del wish["password"]
    if line is not None and line.borrowed:
        return {name: value for name, value in wish.items() if name not in _OF_THE_OWNER}
    if line is not None:
        return wish
    return {name: value for name, value in wish.items() if value is not None or name in ("name", "host")}
