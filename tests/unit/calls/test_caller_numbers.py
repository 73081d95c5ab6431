"""What providers send as the caller's number."""

import pytest

from tenants.calls.caller_number import caller_number
from tenants.model import Profile

MOSCOW = Profile(id="acme", name="Acme", country="RU", area_code="495")


@pytest.mark.parametrize(
    "sent",
    ["+79161234567", "79161234567", "89161234567", "9161234567", "+7 (916) 123-45-67", "tel:+79161234567"],
)
def test_a_mobile_is_the_same_number_however_the_provider_writes_it(sent: str) -> None:
    assert caller_number(sent, MOSCOW) == "+79161234567"


def test_a_local_number_is_one_of_the_companys_own_town() -> None:
    assert caller_number("1234567", MOSCOW) == "+74951234567"
    assert caller_number("1234567", MOSCOW.model_copy(update={"area_code": None})) == "1234567"


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("+4930123456", "+4930123456"),
        ("493012345678", "+493012345678"),
        ("004930123456", "+4930123456"),
        ("380441234567", "+380441234567"),
        ("12125551234", "+12125551234"),
    ],
)
def test_a_number_from_abroad_may_come_without_its_plus(sent: str, number: str) -> None:
    assert caller_number(sent, MOSCOW) == number


@pytest.mark.parametrize("sent", ["", " ", "anonymous", "Anonymous", "unknown", "Restricted", "private"])
def test_a_hidden_number_is_empty(sent: str) -> None:
    assert caller_number(sent, MOSCOW) == ""


@pytest.mark.parametrize("sent", ["900", "bob", "+", "+0", "1" * 40, "'; drop table", "\x00", "Антон", "#1*"])
def test_what_is_no_number_stays_what_came(sent: str) -> None:
    assert caller_number(sent, MOSCOW) == sent
