"""How times, spans, names and numbers are written for people."""

import unicodedata
from datetime import UTC, datetime, timedelta

import phonenumbers
from babel.dates import format_date, format_time, get_timezone
from flask import Flask, g

from control_plane.web.words import gettext, reading_language


def moment(at: datetime, *, now: datetime, zone: str, language: str) -> str:
    """`today 14:05`, `yesterday 14:05`, `21 Nov 14:05` or, in another year, `21 Nov 2025 14:05`; in `zone`."""
    local_zone = get_timezone(zone)
    there, here = at.astimezone(local_zone), now.astimezone(local_zone)
    clock = format_time(there, "HH:mm", locale=language)
    if there.date() == here.date():
        return gettext("today %(clock)s", clock=clock)
    if there.date() == here.date() - timedelta(days=1):
        return gettext("yesterday %(clock)s", clock=clock)
    day = format_date(there.date(), "d MMM" if there.year == here.year else "d MMM y", locale=language)
    return f"{day} {clock}"


def clock_time(at: datetime, *, zone: str) -> str:
    """`14:05:09` in `zone`: for steps of one call."""
    return at.astimezone(get_timezone(zone)).strftime("%H:%M:%S")


def span(seconds: float | None) -> str:
    """`12 s`, `1 min 20 s`, `1 h 02 min`; a dash when there was none."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 60:
        return gettext("%(seconds)d s", seconds=whole)
    if whole < 3600:
        return gettext("%(minutes)d min %(seconds)02d s", minutes=whole // 60, seconds=whole % 60)
    return gettext("%(hours)d h %(minutes)02d min", hours=whole // 3600, minutes=whole % 3600 // 60)


def short_span(seconds: float) -> str:
    """`0.08 s`: how long a change took to be live."""
    figure = f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"
    if reading_language() == "ru":
        figure = figure.replace(".", ",")
    return gettext("%(figure)s s", figure=figure)


def phone_number(number: str | None) -> str:
    """`+7 495 123-45-67` for a public number; everything else, such as `101`, as it is."""
    if not number or not number.startswith("+"):
        return number or ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def initials(name: str) -> str:
    """One or two capital letters for the round picture of a person; empty when the name has no letters."""
    letters = [word[0] for word in name.split() if unicodedata.category(word[0])[0] in "LN"]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper()


def teach_formats(app: Flask) -> None:
    """Make the formats filters of the templates; times are those of the company on the page (`g.time_zone`)."""

    def zone() -> str:
        return str(g.get("time_zone", "UTC"))

    @app.template_filter("moment")
    def _moment(at: datetime) -> str:
        return moment(at, now=datetime.now(UTC), zone=zone(), language=reading_language())

    @app.template_filter("clock")
    def _clock(at: datetime) -> str:
        return clock_time(at, zone=zone())

    app.jinja_env.filters.update(span=span, short_span=short_span, phone_number=phone_number, initials=initials)
