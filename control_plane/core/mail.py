"""Sending mail: a port, and SMTP behind it."""

import smtplib
import ssl
import unicodedata
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from control_plane.core.clock import now
from control_plane.settings import Settings

SECONDS: Final = 20.0
SUBJECT_MAX: Final = 200


class MailAway(Exception):
    """The mail server does not answer or asks us to come again: worth another try."""


class MailRefused(Exception):
    """The mail server will never take this mail."""


@dataclass(frozen=True)
class Attached:
    """`name` is ours and ASCII; `kind` is the media type, such as audio/wav."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """Plain text. Subject and text may hold what callers claim; they cannot become headers."""

    recipient: str
    subject: str
    text: str
    attached: Attached | None = None
    reference: str = ""
    """The same for each try, so that a mail that came twice is shown once."""


class Mailer(Protocol):
    """Raises MailAway, MailRefused."""

    def send(self, letter: Letter) -> None: ...


class SmtpMailer:
    """One connection per mail: mails are rare, and a connection that idles dies."""

    def __init__(self, url: str, sender: str) -> None:
        self._parts, self._sender = urlsplit(url), sender

    def send(self, letter: Letter) -> None:
        message = compose(letter, self._sender)
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            codes = {code for code, _ in problem.recipients.values()}
            raise _verdict(max(codes, default=550), "the recipient was refused") from problem
        except smtplib.SMTPResponseException as problem:
            raise _verdict(problem.smtp_code, _words(problem)) from problem
        except smtplib.SMTPNotSupportedError as problem:
            raise MailRefused(str(problem)) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise MailAway(f"{type(problem).__name__}: {problem}") from problem

    def _connected(self) -> smtplib.SMTP:
        parts = self._parts
        secure = parts.scheme == "smtps"
        context = ssl.create_default_context()
        if secure:
            port = parts.port or 465
            server: smtplib.SMTP = smtplib.SMTP_SSL(parts.hostname or "", port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(parts.hostname or "", parts.port or 25, timeout=SECONDS)
        try:
            server.ehlo()
            if not secure and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server


def mailer_of(settings: Settings) -> Mailer | None:
    """None when no mail server is set."""
    return SmtpMailer(settings.smtp_url, settings.mail_from) if settings.smtp_url else None


def compose(letter: Letter, sender: str) -> EmailMessage:
    """The message as it goes out. Raises MailRefused for an address that is none."""
    message = EmailMessage(policy=SMTP)
    local, _, domain = letter.recipient.rpartition("@")
    try:
        message["To"] = Address(username=local, domain=domain)
    except ValueError as problem:
        raise MailRefused(f"{letter.recipient!r} is no address") from problem
    message["From"] = sender
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(now())
    host = sender.rpartition("@")[2]
    message["Message-ID"] = f"<{letter.reference}@{host}>" if letter.reference else make_msgid(domain=host)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: no holiday answers to machines
    message.set_content(letter.text)
    if letter.attached is not None:
        main, _, sub = letter.attached.kind.partition("/")
        message.add_attachment(letter.attached.content, maintype=main, subtype=sub, filename=letter.attached.name)
    return message


def one_line(text: str) -> str:
    """`text` without what could end a header: controls and line separators become spaces."""
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(plain.split())[:SUBJECT_MAX]


def _verdict(code: int, words: str) -> Exception:
    """Source: RFC 5321 §4.2.1: 5yz is for ever. A refused password is ours to mend, and worth waiting for."""
    return MailRefused(f"{code} {words}") if code >= 550 else MailAway(f"{code} {words}")


def _words(problem: smtplib.SMTPResponseException) -> str:
    error = problem.smtp_error
    return error.decode("utf-8", "replace") if isinstance(error, bytes) else str(error)
