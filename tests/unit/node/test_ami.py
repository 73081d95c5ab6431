"""AMI: exactly one action on the wire whatever the text; letters survive; what hangs is given up."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panoramisk.actions import Action

from node_agent.asterisk.ami import ActionRefused, AmiAway, AmiError, Gateway, action
from node_agent.asterisk.ami.protocol import Connection

Answer = Callable[[dict[str, str]], bytes]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gives_exactly_one_action_or_none(extension: str, devices: str) -> None:
    try:
        fields = action("DialplanExtensionAdd", Extension=extension, Application=devices)
    except ActionRefused:
        return

    async def write() -> str:
        return str(Action(fields))

    wire = asyncio.run(write()).encode()
    assert wire.count(b"\r\n\r\n") == 1
    assert wire.endswith(b"\r\n\r\n")
    assert wire.count(b"\r") == wire.count(b"\n") == 5
    assert [line for line in wire.split(b"\r\n") if line.lower().startswith(b"action:")] == [
        b"Action: DialplanExtensionAdd"
    ]


TOKEN = "0123456789abcdef" * 2
ERRAND = {"Channel": f"Local/{TOKEN}@errands", "Context": "answered", "Exten": TOKEN, "Priority": "1"}
LAMP = {"Variable": "DEVICE_STATE(Custom:dnd_acme_101)", "Value": "INUSE"}


def test_a_call_of_our_own_goes_to_our_own_contexts_and_nowhere_else() -> None:
    action("Originate", **ERRAND, Timeout="60000", CallerID='"Анна" <101>', Account="acme", Async="true")
    for field, value in {
        "Channel": "PJSIP/acme-101",
        "Context": "phones",
        "Exten": "102",
        "Priority": "2",
        "CallerID": '"x" <102>, Local/1@phones',
        "Account": "acme\r\nApplication: System",
    }.items():
        with pytest.raises(ActionRefused):
            action("Originate", **(ERRAND | {field: value}))
    for field in ("Application", "Data", "Variable", "Codecs"):
        with pytest.raises(ActionRefused):
            action("Originate", **ERRAND, **{field: "x"})


def test_only_lamps_can_be_set() -> None:
    action("Setvar", **LAMP)
    for field, value in {"Variable": "SHELL(id)", "Value": "${SHELL(id)}"}.items():
        with pytest.raises(ActionRefused):
            action("Setvar", **(LAMP | {field: value}))
    for field in ("Variable", "Value"):
        with pytest.raises(ActionRefused):
            action("Setvar", **{name: text for name, text in LAMP.items() if name != field})


@pytest.mark.parametrize("name", ["Command", "Originate", "Setvar", "Reload", "ModuleLoad", "UpdateConfig", "login"])
def test_actions_that_are_not_on_the_list_are_refused(name: str) -> None:
    with pytest.raises(ActionRefused):
        action(name)


def test_fields_that_are_not_on_the_list_are_refused() -> None:
    with pytest.raises(ActionRefused):
        action("Ping", Command="core stop now")


def test_a_refusal_never_repeats_the_text() -> None:
    with pytest.raises(ActionRefused) as refusal:
        action("Login", Secret="topsecret\r\n")
    assert "topsecret" not in str(refusal.value)


def test_letters_survive_being_cut_by_the_network() -> None:
    async def run() -> object:
        class Owner:
            def connection_lost(self, error: Exception | None) -> None: ...
            def heard(self, event: Mapping[str, str]) -> None: ...

        class Transport:
            def write(self, data: bytes) -> None: ...
            def close(self) -> None: ...

        connection = Connection(Owner())
        connection.connection_made(Transport())
        future = connection.send({"Action": "Ping", "ActionID": "1"})
        for byte in "Response: Success\r\nActionID: 1\r\nName: Анна 🔔\r\n\r\n".encode():
            connection.data_received(bytes([byte]))
        return (await asyncio.wait_for(future, 1))["name"]

    assert asyncio.run(run()) == "Анна 🔔"


@asynccontextmanager
async def server(answer: Answer, folder: Path, user: str = "apply") -> AsyncIterator[Gateway]:
    """An AMI server that says what `answer` says, and a gateway that connects to it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/11.0.0\r\n")
        try:
            while text := (await reader.readuntil(b"\r\n\r\n")).decode():
                fields = dict(line.split(": ", 1) for line in text.split("\r\n") if line)
                writer.write(answer(fields))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    secrets = folder / "secrets.json"
    secrets.write_text(json.dumps({user: "s"}))
    gateway = Gateway(port=listening.sockets[0].getsockname()[1], user=user, secrets=secrets)
    running = asyncio.create_task(gateway.run())
    try:
        yield gateway
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        listening.close()


async def connected(gateway: Gateway) -> None:
    async with asyncio.timeout(5):
        while not gateway.connected:
            await asyncio.sleep(0.01)


def well(fields: dict[str, str], message: str = "fine") -> bytes:
    return f"Response: Success\r\nActionID: {fields['ActionID']}\r\nMessage: {message}\r\n\r\n".encode()


def test_an_action_that_is_never_answered_is_given_up(tmp_path: Path) -> None:
    async def run() -> None:
        async with server(lambda f: well(f) if f["Action"] == "Login" else b"", tmp_path) as gateway:
            await connected(gateway)
            with pytest.raises(AmiAway):
                await gateway.ask("CoreStatus", deadline=0.1)
            assert gateway.connected

    asyncio.run(run())


def test_an_error_of_asterisk_is_an_error_here(tmp_path: Path) -> None:
    def answer(fields: dict[str, str]) -> bytes:
        return well(fields) if fields["Action"] == "Login" else well(fields, "no").replace(b"Success", b"Error")

    async def run() -> None:
        async with server(answer, tmp_path) as gateway:
            await connected(gateway)
            with pytest.raises(AmiError, match="no"):
                await gateway.ask("DBDel", Family="registrar", Key="contact/x")

    asyncio.run(run())


def test_a_refused_login_is_told_loudly_and_not_hammered(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> int:
        async with server(lambda f: well(f).replace(b"Success", b"Error"), tmp_path) as gateway:
            await asyncio.sleep(3.0)
            assert not gateway.connected
            return gateway.refused_logins

    assert asyncio.run(run()) == 3
    assert "ALERT" in caplog.text


def test_one_refusal_of_an_asterisk_that_goes_down_costs_no_half_minute(tmp_path: Path) -> None:
    refusals = iter([True])

    def refuses_once(fields: dict[str, str]) -> bytes:
        return well(fields).replace(b"Success", b"Error") if next(refusals, False) else well(fields)

    async def run() -> None:
        async with server(refuses_once, tmp_path) as gateway, asyncio.timeout(10):
            while not gateway.connected:
                await asyncio.sleep(0.02)

    asyncio.run(run())


def test_actions_fail_at_once_while_asterisk_is_away(tmp_path: Path) -> None:
    async def run() -> None:
        gateway = Gateway(port=1, user="apply", secrets=tmp_path / "none.json")
        with pytest.raises(AmiAway):
            await gateway.ask("CoreStatus")

    asyncio.run(run())
