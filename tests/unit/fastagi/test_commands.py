"""Nothing that a person typed becomes a command of its own."""

import contextlib
import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from node_agent.asterisk.fastagi.commands import (
    BadCommand,
    Command,
    end,
    ring_number,
    ring_phones,
    say,
    show_caller,
    shown_name,
)
from node_agent.asterisk.fastagi.request import BadRequest, parse_request
from tenants.calls import Sentence
from tests.unit.fastagi.asterisk_side import header


def arguments(command: Command) -> list[str]:
    """The words of a command as Asterisk's parse_args (res_agi.c) reads them: quotes and backslashes."""
    return shlex.split(command.line.decode())


@given(st.text(max_size=300))
def test_any_name_stays_one_value_of_one_command(name: str) -> None:
    command = show_caller("101", name)
    assert command.line.count(b"\n") == 1
    assert len(command.line) <= 2000
    words = arguments(command)
    assert words[:2] == ["EXEC", "MSet"]
    assert len(words) == 3
    value = words[2].removeprefix("CALLERID(num)=101,CALLERID(name)=")
    # In quotes, without quotes or backslashes inside: MSet cannot take a comma in it for the next variable.
    assert re.fullmatch(r'"[^"\\\x00-\x1f\x7f]*"', value)


@given(st.text(max_size=300))
def test_a_shown_name_fits_asterisks_buffers(name: str) -> None:
    assert len(shown_name(name).encode()) <= 79


@given(st.text(max_size=60))
def test_no_text_but_a_number_is_dialled(text: str) -> None:
    try:
        command = ring_number("line-x", text, 20)
    except BadCommand:
        return
    assert re.fullmatch(r"[0-9+*#]{1,32}", text)
    assert arguments(command) == ["EXEC", "Dial", f"PJSIP/{text}@line-x,20"]


@given(st.text(max_size=100))
def test_no_text_but_a_login_is_rung(text: str) -> None:
    try:
        command = ring_phones([text], 20)
    except BadCommand:
        return
    assert arguments(command) == ["EXEC", "Dial", f"PJSIP/{text},20"]
    assert re.fullmatch(r"[a-z0-9-]+", text)


@given(st.text(max_size=100), st.text(max_size=100), st.text(max_size=100))
def test_a_header_is_read_as_it_was_meant_or_refused(number: str, endpoint: str, name: str) -> None:
    sent = header(number=number, endpoint=endpoint, caller_name=name)
    try:
        request = parse_request(sent.split(b"\n\n", 1)[0])
    except (BadRequest, UnicodeEncodeError):
        return
    assert request.kind == "phone"
    assert request.number == number
    assert request.endpoint == endpoint
    assert request.caller_name.isprintable()


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_request_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(BadRequest):
        parse_request(data)


def test_too_many_phones_for_one_line_are_refused() -> None:
    with pytest.raises(BadCommand):
        ring_phones([f"login-{index:030}" for index in range(100)], 20)


@pytest.mark.parametrize("sentence", Sentence)
def test_every_sentence_has_a_recording(sentence: Sentence) -> None:
    assert say(sentence).line.endswith(b',noanswer"\n')


def test_the_usual_commands_look_like_this() -> None:
    assert ring_phones(["a-1", "b-2"], 20).line == b'EXEC Dial "PJSIP/a-1&PJSIP/b-2,20"\n'
    assert ring_number("line-7", "+79161234567", 120).line == b'EXEC Dial "PJSIP/+79161234567@line-7,120"\n'
    assert end(17).line == b'EXEC Hangup "17"\n'
    assert show_caller(None, "").line == b'EXEC MSet "CALLERID(num)=,CALLERID(name)=\\"\\""\n'
