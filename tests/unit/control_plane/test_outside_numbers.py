"""Telephone numbers as people write them, and what is none."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_plane.core.problems import Invalid
from control_plane.core.wishes import outside_number
from tenants.model.fields import E164


@pytest.mark.parametrize(
    ("typed", "country", "written"),
    [
        ("8 (929) 567-14-57", "RU", "+79295671457"),
        ("+7 929 567-14-57", "DE", "+79295671457"),
        ("030 901820", "DE", "+4930901820"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("(202) 555-0143", "US", "+12025550143"),
        ("06 698 12345", "IT", "+390669812345"),
    ],
)
def test_number_is_read_as_people_of_the_country_write_it(typed: str, country: str, written: str) -> None:
    assert outside_number(typed, country) == written


@given(st.text(max_size=50) | st.text("0123456789+()-. ", max_size=45), st.sampled_from(["RU", "DE", "US", "IT", "XX"]))
def test_whatever_is_typed_becomes_a_number_or_a_refusal(typed: str, country: str) -> None:
    with suppress(Invalid):
        assert E164.fullmatch(outside_number(typed, country))
