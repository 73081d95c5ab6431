"""Nothing that a person typed becomes a command of its own."""

import contextlib
import re
import shlex
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from node_agent.asterisk.fastagi.commands import (
    BadCommand,
    Command,
    assign,
    end,
    show_caller,
    shown_name,
)
from node_agent.asterisk.fastagi.dialling import Offer, RingLeg, describe_legs, outside, phone, ring
from node_agent.asterisk.fastagi.joining import channels_of, pick_up, supervise, talk_with, wait_in
from node_agent.asterisk.fastagi.request import BadRequest, parse_request
from node_agent.asterisk.fastagi.speaking import parts, play, record
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
        command = ring([outside("line-x", text)], 0, 20, Offer())
    except BadCommand:
        return
    assert re.fullmatch(r"[0-9+*#]{1,32}", text)
    assert arguments(command) == ["EXEC", "Dial", f"PJSIP/{text}@line-x,20"]


@given(st.text(max_size=100))
def test_no_text_but_a_login_is_rung(text: str) -> None:
    try:
        command = ring([phone(text)], 0, 20, Offer())
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
        ring([phone(f"login-{index:030}") for index in range(100)], 0, 20, Offer())


@given(st.text(max_size=100), st.text(max_size=60))
def test_any_value_stays_one_value_of_one_variable(value: str, name: str) -> None:
    try:
        command = assign({name: value})
    except (BadCommand, UnicodeEncodeError):
        return
    assert arguments(command)[:2] == ["EXEC", "MSet"]
    assert command.line.count(b"\n") == 1
    assert '"' not in value
    assert "\\" not in value


@given(st.text(max_size=60))
def test_no_path_but_a_sounds_is_played(text: str) -> None:
    makers: list[Callable[[], Command]] = [lambda: play([text]), lambda: record(text, seconds=5, silence=2)]
    for make in makers:
        try:
            command = make()
        except BadCommand:
            continue
        assert re.fullmatch(r"/[A-Za-z0-9/._-]+", text)
        assert ".." not in text
        assert command.line.count(b"\n") == 1


@given(st.text(max_size=60))
def test_no_leg_but_a_named_one_is_joined(text: str) -> None:
    makers: list[Callable[[], Command]] = [
        lambda: supervise(text, "w"),
        lambda: talk_with(text),
        lambda: pick_up([text]),
        lambda: channels_of([text]),
        lambda: wait_in(text, 5, ""),
    ]
    for make in makers:
        with contextlib.suppress(BadCommand):
            assert not set(make().line.decode()) & set("\\'`")
            assert re.fullmatch(r"[0-9A-Za-z@/._;-]+", text)


def test_a_long_text_is_said_in_several_commands() -> None:
    paths = [f"/usr/share/asterisk/sounds/ru/digits/{index:05}" for index in range(100)]
    said = list(parts(paths))
    assert [path for part in said for path in part] == paths
    assert all(len(play(part).line) <= 2000 for part in said)


def test_the_usual_commands_look_like_this() -> None:
    two = [phone("a-1"), phone("b-2")]
    assert ring(two, 0, 20, Offer()).line == b'EXEC Dial "PJSIP/a-1&PJSIP/b-2,20"\n'
    offer = Offer(transfer_called=True, transfer_caller=True, music="acme-jazz", intercom=True)
    assert ring(two[:1], 1, 20, offer).line == (b'EXEC Dial "PJSIP/a-1&Local/1@leg,20,tTm(acme-jazz)b(intercom^s^1)"\n')
    number = outside("line-7", "+79161234567")
    assert ring([number], 0, 120, Offer()).line == b'EXEC Dial "PJSIP/+79161234567@line-7,120"\n'
    assert ring([number], 0, 120, Offer(), first_sign=8).line == b'EXEC Dial "PJSIP/+79161234567@line-7,120^8"\n'
    assert describe_legs([RingLeg(number, 15, after=5, shown="+74951110000", confirm=True)], "/say").line == (
        b'EXEC MSet "__CONFIRM_SOUND=\\"/say\\",_LEG1_DIAL=\\"PJSIP/+79161234567@line-7\\",_LEG1_SECONDS=\\"15\\",'
        b'_LEG1_AFTER=\\"5\\",_LEG1_SHOWN=\\"+74951110000\\",_LEG1_OPTIONS=\\"U(confirm)\\""\n'
    )
    assert end(17).line == b'EXEC Hangup "17"\n'
    assert show_caller(None, "").line == b'EXEC MSet "CALLERID(num)=,CALLERID(name)=\\"\\""\n'
