"""Times, spans and numbers as people write them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from control_plane.web.formats import initials, moment, phone_number, short_span, span

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 3, 2, 11, 5, tzinfo=UTC), "today 14:05"),
        (datetime(2026, 3, 1, 20, 59, tzinfo=UTC), "yesterday 23:59"),
        (datetime(2026, 3, 1, 21, 1, tzinfo=UTC), "today 00:01"),
        (datetime(2026, 2, 3, 9, 0, tzinfo=UTC), "3 Feb 12:00"),
        (datetime(2025, 12, 31, 20, 0, tzinfo=UTC), "31 Dec 2025 23:00"),
    ],
)
def test_moments_are_those_of_the_companys_clock(at: datetime, words: str) -> None:
    assert moment(at, now=NOON, zone="Europe/Moscow", language="en") == words


def test_russian_months_are_inflected() -> None:
    at = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
    assert moment(at, now=NOON, zone="Europe/Moscow", language="ru") == "3 февр. 12:00"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "–"), (0, "0 s"), (12.4, "12 s"), (59.6, "1 min 00 s"), (80, "1 min 20 s"), (3725, "1 h 02 min")],
)
def test_spans(seconds: float | None, words: str) -> None:
    assert span(seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(0.0812, "0.08 s"), (0, "0.00 s"), (12.3, "12 s")])
def test_how_long_a_change_took(seconds: float, words: str) -> None:
    assert short_span(seconds) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+74951230001", "+7 495 123-00-01"),
        ("101", "101"),
        ("*72", "*72"),
        ("", ""),
        (None, ""),
        ("+0", "+0"),
        ("+<script>", "+<script>"),
    ],
)
def test_numbers(number: str | None, words: str) -> None:
    assert phone_number(number) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Anna Petrova", "AP"), ("Анна", "А"), ("👩‍🚀 Daria", "D"), ("<script>", ""), ("Jan van der Berg", "JB")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
