"""A webhook reaches nothing but the public Internet, whatever its address looks like and however it answers."""

import socket
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Context
from control_plane.core.problems import Invalid
from control_plane.features.webhooks.sending import webhook_teller
from control_plane.settings import Settings
from tests.component.events.conftest import PLACE, Courier, hire, hook
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.receiver import Receiver, Say


@pytest.fixture
def strict(courier: Courier, settings: Settings) -> Courier:
    """As in production: inner addresses are not asked."""
    production = settings.model_copy(update={"private_webhooks": False})
    telling = type(courier.telling)(courier.telling.engine, production, {"webhook": webhook_teller})
    return Courier(courier.engines, courier.dispatcher, telling)


@pytest.fixture
def rebound(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A name server that answers with a public address first and with ours from then on.

    127.0.0.2 plays the public Internet: tests stay on this machine.
    """
    monkeypatch.setattr("wire.outward.is_public", lambda ip: ip == "127.0.0.2")
    asked: list[str] = []
    real = socket.getaddrinfo

    def answer(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name != "rebind.example.com":
            return real(host, *args, **kwargs)
        asked.append(name)
        port = args[0] if args else kwargs.get("port")
        ip = "127.0.0.2" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def delivered(owner: Program, courier: Courier, url: str) -> str:
    """The problem of one delivery to `url`."""
    made = hook(owner, url, "employee.created")
    hire(owner, "101")
    courier.settle()
    (delivery,) = owner.get(f"{PLACE}/deliveries?webhook={made['id']}")["items"]
    return f"{delivery['state']}: {delivery['problem']}"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
    ],
)
def test_inner_addresses_are_never_asked_however_they_are_written(
    owner: Program, strict: Courier, receiver: Receiver, host: str
) -> None:
    said = delivered(owner, strict, f"https://{host}:{receiver.port}/")
    assert said.startswith("dead: it was not sent"), said
    assert "own network" in said
    assert receiver.heard == []


def test_production_wants_encryption(owner: Program, strict: Courier, receiver: Receiver) -> None:
    assert "https://" in delivered(owner, strict, receiver.url)
    assert receiver.heard == []


def test_name_that_changes_its_address_gains_nothing(
    owner: Program, strict: Courier, receiver: Receiver, rebound: list[str]
) -> None:
    said = delivered(owner, strict, f"https://rebind.example.com:{receiver.port}/")
    assert said == "waiting: Unusable: not reachable: ConnectError"
    assert rebound == ["rebind.example.com"], "the name is asked for once"
    assert receiver.heard == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirect_is_not_followed_not_even_to_the_clouds_metadata(
    owner: Program, courier: Courier, receiver: Receiver, status: int
) -> None:
    receiver.answers = [Say(status, b"", "http://169.254.169.254/latest/meta-data/")]
    assert "redirects are not followed" in delivered(owner, courier, receiver.url)
    assert len(receiver.heard) == 1


def test_answer_that_never_ends_is_cut_off(
    owner: Program, courier: Courier, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("control_plane.features.webhooks.sending.SECONDS", 1.0)
    receiver.answers = [Say(200, b"late", seconds=20)]
    assert "no answer within 1000 ms" in delivered(owner, courier, receiver.url)


def test_production_refuses_inner_addresses_when_they_are_typed(
    customers: Customers, engines: Engines, app: APIFlask
) -> None:
    from control_plane.features.webhooks.schemas import NewWebhook
    from control_plane.features.webhooks.service import add_webhook

    with Session(engines.database) as session:
        ctx = Context(session=session, actor=SYSTEM, settings=engines.settings)
        for url in ("https://127.0.0.1/", "https://0177.0.0.1/", "https://[::1]/", "http://crm.example.com/"):
            with pytest.raises(Invalid):
                add_webhook(ctx, "bluebell", NewWebhook(name="CRM", url=url, topics=["*"]))
