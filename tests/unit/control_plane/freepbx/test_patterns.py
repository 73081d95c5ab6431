"""Dial patterns mean the same numbers here, and the provider gets the same digits."""

import pytest

from control_plane.features.freepbx.translating.patterns import Meant, NotAPattern, meant


@pytest.mark.parametrize(
    ("text", "prepend", "dropped", "country", "wanted"),
    [
        ("8XXXXXXXXXX", "", 0, "RU", Meant(("+7",), 11, 11, 1, "8")),
        ("8495XXXXXXX", "", 0, "RU", Meant(("+7495",), 11, 11, 1, "8")),
        ("89XXXXXXXXX", "7", 1, "RU", Meant(("+79",), 11, 11, 0, "")),
        ("8[3-4]XXXXXXXXX", "", 0, "RU", Meant(("+73", "+74"), 11, 11, 1, "8")),
        ("810.", "", 0, "RU", Meant(("+",), 0, 15, 0, "810")),
        ("81049.", "00", 3, "RU", Meant(("+49",), 0, 15, 0, "00")),
        ("7XXXXXXXXXX", "", 0, "RU", Meant(("+7",), 11, 11, 0, "")),
        ("NXXNXXXXXX", "1", 0, "US", Meant(("+1",), 11, 11, 0, "")),
        ("1NXXNXXXXXX", "", 0, "US", Meant(("+1",), 11, 11, 0, "")),
        ("011.", "", 0, "US", Meant(("+",), 0, 15, 0, "011")),
        ("00.", "+", 2, "DE", Meant(("+",), 0, 15, 0, "", True)),
        ("0.", "", 0, "DE", Meant(("+49",), 0, 15, 2, "0")),
        (".", "", 0, "RU", Meant(())),
    ],
)
def test_a_pattern_becomes_a_beginning_and_a_way_of_writing(
    text: str, prepend: str, dropped: int, country: str, wanted: Meant
) -> None:
    assert meant(text, prepend, country, dropped) == wanted


@pytest.mark.parametrize("text", ["*72.", "XXX", "", "8ABC", "12[", "[0-9][0-9][0-9]X.", "1."])
def test_what_is_no_number_outside_is_not_guessed(text: str) -> None:
    with pytest.raises(NotAPattern):
        meant(text, "", "RU")
