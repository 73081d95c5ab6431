"""Real calls that the peer places: the synthetic one that proves the stack, and one that rings a person's phone."""

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from deploy.errors import Stop
from deploy.instance import Instance
from deploy.peer import journal
from deploy.peer.ami import Ami, PeerSilent
from deploy.peer.demo import Demo, Phone
from deploy.ports import LOOPBACK
from deploy.setup import seed


class CallFailed(Stop):
    """A call did not come about. The sentence says how far it came."""

    code = "call-failed"


@dataclass(frozen=True)
class Answered:
    """A call that was answered and whose tone came back."""

    caller: Phone
    callee: Phone
    answered_ms: float
    """From the order to call until the callee had answered; the demo phone rings for one second of it."""
    told_seconds: float
    """From hanging up until the API told the call."""


def between_employees(instance: Instance, *, to: str | None = None, seconds: float = 15.0) -> Answered:
    """One demo employee calls another; a tone goes there and back, and the portal tells who decided what.

    `to`: the short number of somebody else than usual. Raises UnknownDemo, CallFailed, NotTold.
    """
    demo = Demo.read(seed.read(instance))
    caller, callee = demo.ours
    callee = demo.phone(to) if to is not None else callee
    key, since = secrets.token_hex(8), datetime.now(UTC)
    channel = f"PJSIP/phone-{caller.number}/sip:{callee.number}@{LOOPBACK}:{instance.ports.sip}"
    try:
        with _connect(instance, seconds) as ami:
            _wait_until_registered(ami, demo, seconds)
            began = time.monotonic()
            ami.ask(
                "Originate",
                Channel=channel,
                Context="talk",
                Exten="tone",
                Priority="1",
                Timeout=str(int(seconds * 1000)),
                Async="true",
                CallerID=f"<{caller.number}>",
                Variable=f"CALL_KEY={key}",
            )
            answered = _watch(ami, key, began, seconds)
    except TimeoutError as error:
        raise CallFailed("The call was neither answered nor refused.") from error
    told = journal.wait_for_story(instance, dialled=callee.number, since=since)
    return Answered(caller, callee, answered, told)


def to_the_company(instance: Instance, caller: str, *, seconds: float = 60.0) -> None:
    """Somebody outside calls the demo company's number. Returns when it is answered. Raises CallFailed."""
    demo = Demo.read(seed.read(instance))
    with _connect(instance, seconds) as ami:
        answer = ami.ask(
            "Originate",
            Channel=f"PJSIP/node/sip:{demo.number}@{LOOPBACK}:{instance.ports.sip}",
            Context="talk",
            Exten="caller",
            Priority="1",
            Timeout=str(int(seconds * 1000)),
            CallerID=f"<{caller}>",
        )
    if answer.get("Response") != "Success":
        raise CallFailed("Nobody answered the call.")


def _connect(instance: Instance, seconds: float) -> Ami:
    try:
        return Ami(instance.ports.peer_ami, instance["CARILLON_PEER_AMI_PASSWORD"], seconds)
    except OSError as error:
        raise PeerSilent("The test peer does not answer.", f"See {instance.logs / 'peer.log'}.") from error


def _wait_until_registered(ami: Ami, demo: Demo, seconds: float) -> None:
    """Raises CallFailed naming the phones that the node did not let in."""
    deadline = time.monotonic() + seconds
    while waiting := {f"phone-{phone.number}" for phone in demo.ours} - _registered(ami):
        if time.monotonic() > deadline:
            raise CallFailed(f"The node did not let {', '.join(sorted(waiting))} register.")
        time.sleep(0.1)


def _registered(ami: Ami) -> set[str]:
    """Names of the registrations in force."""
    found: set[str] = set()
    ami.ask("PJSIPShowRegistrationsOutbound")
    for message in ami.messages():
        if message.get("Event") == "OutboundRegistrationDetailComplete":
            break
        if message.get("Event") == "OutboundRegistrationDetail" and message.get("Status") == "Registered":
            found.add(message["ObjectName"])
    return found


def _watch(ami: Ami, key: str, began: float, seconds: float) -> float:
    """Milliseconds until the answer, once the tone has come back."""
    answered: float | None = None
    for message in ami.messages():
        now = time.monotonic()
        if message.get("Event") == "OriginateResponse":
            if message["Response"] != "Success":
                raise CallFailed(
                    f"The node did not connect the call ({REASONS.get(message.get('Reason', ''), 'no reason given')})."
                )
            answered = answered or (now - began) * 1000
        if message.get("Event") == "UserEvent" and message.get("Key") == key:
            if message.get("Heard") != "SUCCESS":
                raise CallFailed("The call was answered, but what was said did not come back.")
            return answered or (now - began) * 1000
        if now - began > seconds + 10:
            break
    raise CallFailed("The call was answered, but nothing was heard.")


# Source: Asterisk's OriginateResponse event, field Reason (the channel's last control frame).
REASONS = {"0": "refused, or no such number", "1": "hung up", "3": "no answer", "5": "busy", "8": "congestion"}
