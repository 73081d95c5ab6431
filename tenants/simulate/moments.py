"""Times as people say them: `2026-03-01 19:00`, `sunday 19:00`, `19:00`, `now`. Pure."""

import re
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

_WEEKDAYS: Final = {
    word: day
    for day, words in enumerate(
        (
            ("monday", "mon", "понедельник", "пн"),
            ("tuesday", "tue", "вторник", "вт"),
            ("wednesday", "wed", "среда", "среду", "ср"),
            ("thursday", "thu", "четверг", "чт"),
            ("friday", "fri", "пятница", "пятницу", "пт"),
            ("saturday", "sat", "суббота", "субботу", "сб"),
            ("sunday", "sun", "воскресенье", "вс"),
        )
    )
    for word in words
}
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DAY: Final = timedelta(days=1)


def read_moment(text: str, zone: tzinfo, now: datetime) -> datetime:
    """The moment meant, on the company's clock unless `text` says another offset; aware. Raises ValueError.

    A day of the week is the next one, a time alone is today's or, when it has passed, tomorrow's.
    """
    words = _words(text)
    here = now.astimezone(zone)
    if not words:
        return here
    if len(words) == 1 and (at := _time(words[0])) is not None:
        found = datetime.combine(here.date(), at, zone)
        return found if found >= here else datetime.combine(here.date() + _DAY, at, zone)
    if words[0] in _WEEKDAYS and len(words) <= 2:
        at = _time(words[1]) if len(words) == 2 else time(12)
        if at is not None:
            date = here.date() + _DAY * ((_WEEKDAYS[words[0]] - here.weekday()) % 7)
            found = datetime.combine(date, at, zone)
            return found if found >= here else datetime.combine(date + 7 * _DAY, at, zone)
    exact = datetime.fromisoformat(text.strip())
    return exact if exact.tzinfo is not None else exact.replace(tzinfo=zone)


def lasting(text: str, meant: datetime) -> str:
    """`text`, which meant `meant`, so that it means the like at any later time: `now` and `19:00` get their weekday."""
    words = _words(text)
    if not words or (len(words) == 1 and _time(words[0]) is not None):
        return f"{_DAYS[meant.weekday()]} {meant:%H:%M}"
    return text.strip()


def _words(text: str) -> list[str]:
    """Of `text`, none for now."""
    words = text.strip().lower().split()
    if words in (["now"], ["сейчас"]):
        return []
    return words[1:] if len(words) == 2 and words[0] in {"в", "на", "on", "at"} else words


def _time(word: str) -> time | None:
    found = _TIME.fullmatch(word)
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
