"""What people may type into a company: names in any language, numbers in one form, nothing that hides or breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tenants.model.fields import Host, Login, Name, ObjectId, OutsideNumber, ShortNumber


class Holder(BaseModel):
    name: Name = "x"
    short: ShortNumber = "10"
    outside: OutsideNumber = "+1234567"
    id: ObjectId = "x"
    login: Login = "abc"
    host: Host = "a"


@pytest.mark.parametrize(
    "name", ["Анна Иванова", "O'Brien", "李小龍", "🔔", "👩‍👧‍👦 семья", "Zoë", "a" * 100, "می‌خواهم", "<b>&\"';--"]
)
def test_names_of_all_languages_and_emoji_are_kept(name: str) -> None:
    assert Holder(name=name).name == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "a\r\nAction: Originate",
        "a\nb",
        "a\tb",
        "a\x00b",
        "\x7f",
        "a\x85b",
        "a\u2028b",
        "a\u2029b",
        "\u202ecod.exe",
        "a\u2066b",
        "a\u200bb",
        "\ufeffa",
        "\ue000",
        "\ud800",
        "\U000e0041",
        "x" * 101,
        "x" * 10_000,
    ],
)
def test_names_that_are_empty_hidden_turned_around_or_too_long_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Holder(name=name)


def test_outer_white_space_goes_and_two_spellings_of_a_letter_become_one() -> None:
    assert Holder(name="  Анна ").name == "Анна"
    assert Holder(name="Zoe\u0308").name == "Zoë"


@given(st.text(max_size=120))
def test_an_accepted_name_is_accepted_again_unchanged(name: str) -> None:
    try:
        once = Holder(name=name).name
    except ValidationError:
        return
    assert len(once) >= 1
    assert once.isprintable() or "\u200d" in once or "\u200c" in once or "\xa0" in once or not once.isascii()
    assert Holder(name=once).name == once


@pytest.mark.parametrize("number", ["10", "101", "999999", "007"])
def test_short_numbers_have_two_to_six_digits(number: str) -> None:
    assert Holder(short=number).short == number


@pytest.mark.parametrize(
    "number", ["", "1", "1234567", "1a", " 10", "10 ", "10\n", "١٢٣", "100&Local/1@x", "+10", "*10", "10" * 5000]
)
def test_what_is_no_short_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        Holder(short=number)


@pytest.mark.parametrize("number", ["+1234567", "+79161234567", "+123456789012345"])
def test_outside_numbers_are_e164(number: str) -> None:
    assert Holder(outside=number).outside == number


@pytest.mark.parametrize(
    "number",
    ["", "+", "79161234567", "+0123456", "+123456", "+1234567890123456", "+7916123456a", "+79161234567\n", "+7 916"],
)
def test_what_is_not_e164_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        Holder(outside=number)


@pytest.mark.parametrize("text", ["", "-a", "A", "a/b", "../x", "a b", "a\n", "а", "x" * 65])
def test_ids_are_safe_in_paths_and_keys(text: str) -> None:
    with pytest.raises(ValidationError):
        Holder(id=text)


@pytest.mark.parametrize("text", ["", "ab", "Abc", "a@b", "abc\r\n", "a;b", "x" * 41])
def test_logins_are_safe_in_messages_between_phones(text: str) -> None:
    with pytest.raises(ValidationError):
        Holder(login=text)


@pytest.mark.parametrize("text", ["", "a b", "a\n", "-a", "a-", "a;transport=tcp", "a:5060", "[::1]", "x" * 254])
def test_hosts_are_names_or_addresses_only(text: str) -> None:
    with pytest.raises(ValidationError):
        Holder(host=text)
