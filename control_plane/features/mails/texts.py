"""The words of mails in the company's language. Whoever reads them has no session, so they are not the portal's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from tenants.model.fields import Language


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


MESSAGE: Final[Mapping[Language, Words]] = {
    "en": Words(
        "New message from {caller}",
        "{caller} left a message in the mailbox “{mailbox}”.\n\nWhen: {when}\nLength: {length}\n\n{listen}\n",
    ),
    "ru": Words(
        "Новое сообщение от {caller}",
        "{caller}: новое сообщение в ящике «{mailbox}».\n\nКогда: {when}\nДлительность: {length}\n\n{listen}\n",
    ),
}
FAX: Final[Mapping[Language, Words]] = {
    "en": Words("Fax from {caller}", "A fax came in at “{fax}”.\n\nFrom: {caller}\nWhen: {when}\nPages: {pages}\n"),
    "ru": Words("Факс от {caller}", "Пришёл факс на «{fax}».\n\nОт кого: {caller}\nКогда: {when}\nСтраниц: {pages}\n"),
}
ATTACHED: Final[Mapping[Language, str]] = {
    "en": "The recording is attached.",
    "ru": "Запись приложена к письму.",
}
IN_PORTAL: Final[Mapping[Language, str]] = {
    "en": "Listen to it in the portal: {url}",
    "ru": "Прослушайте его в личном кабинете: {url}",
}
NOBODY: Final[Mapping[Language, str]] = {"en": "a hidden number", "ru": "скрытый номер"}


def caller(language: Language, number: str, name: str) -> str:
    """`Anna, +79161234567`, either of them, or that nothing is known."""
    return ", ".join(part for part in (name, number) if part) or NOBODY[language]


def when(at: datetime, zone: str) -> str:
    """`23.11.2026 14:05`, the company's time."""
    return at.astimezone(ZoneInfo(zone)).strftime("%d.%m.%Y %H:%M")


def length(seconds: float) -> str:
    """`1:05`."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
