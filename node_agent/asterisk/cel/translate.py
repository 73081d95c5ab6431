"""From Asterisk's events to call facts: pure, and the same fact whenever the same line is read again."""

import re
from collections.abc import Iterable

from node_agent.asterisk.cel.event import Event
from wire.facts import Fact, FactKind, Leg, Party

KINDS = {
    "CHAN_START": FactKind.LEG_STARTED,
    "ANSWER": FactKind.LEG_ANSWERED,
    "BRIDGE_ENTER": FactKind.LEG_JOINED,
    "BRIDGE_EXIT": FactKind.LEG_LEFT,
    "HANGUP": FactKind.LEG_ENDED,
    "LINKEDID_END": FactKind.CALL_ENDED,
    "BLINDTRANSFER": FactKind.LEG_TRANSFERRED,
    "ATTENDEDTRANSFER": FactKind.LEG_TRANSFERRED,
    "PICKUP": FactKind.LEG_PICKED_UP,
    "PARK_START": FactKind.LEG_PARKED,
    "PARK_END": FactKind.LEG_FETCHED,
}
CRASH = "CRASH"
ENTRANCES = frozenset({"phones", "lines"})
TEXT_MAX = 256

_CHANNEL = re.compile(r"PJSIP/(?P<endpoint>.+)-[0-9a-f]{8}")
_LINE = "line-"
_UNSAFE = re.compile(r"[^0-9A-Za-z:._/-]")
_COMPANY = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")


def facts_of(event: Event, node: str, repeat: int = 0) -> tuple[Fact, ...]:
    """The fact of an event, or nothing. `repeat` tells apart events of one leg, type and microsecond."""
    kind = KINDS.get(event.type)
    if kind is None:
        return ()
    return (_fact(event, node, kind, event.type, repeat, _leg(event, kind)),)


def _leg(event: Event, kind: FactKind) -> Leg | None:
    match kind:
        case FactKind.CALL_ENDED:
            return None
        case FactKind.LEG_TRANSFERRED:
            return _transferring(event)
        case FactKind.LEG_PICKED_UP:
            # Asterisk tells it of the leg that rang; whoever picked up is in the details.
            party, party_id = party_of(str(event.details.get("pickup_channel") or ""))
            identifier = _cut(str(event.details.get("pickup_channel_uniqueid") or event.unique_id))
            return Leg(id=identifier, party=party, party_id=_cut(party_id))
        case _:
            return leg_of(event)


def _transferring(event: Event) -> Leg:
    """Whose transfer it is. Only a blind one names where to; the leg's own extension is something else.

    An attended one has a second leg, on which it was asked first: naming that one joins the two calls from now on.
    """
    asked_on = event.details.get("channel2_uniqueid")
    if not asked_on:
        return leg_of(event).model_copy(update={"dialled": _cut(str(event.details.get("extension") or ""))})
    party, party_id = party_of(str(event.details.get("channel2_name") or ""))
    return Leg(id=_cut(str(asked_on)), party=party, party_id=_cut(party_id))


def crash_facts(boot: Event, open_legs: Iterable[Event], node: str) -> tuple[Fact, ...]:
    """What ends everything that was open when Asterisk went without a word; `open_legs` are the CHAN_START events."""
    facts: list[Fact] = []
    calls: dict[str, Event] = {}
    for start in open_legs:
        end = Event(**{**start.__dict__, "at": boot.at, "extra": ""})
        leg = leg_of(end).model_copy(update={"dial_status": "crash"})
        facts.append(_fact(end, node, FactKind.LEG_ENDED, CRASH, 0, leg))
        calls.setdefault(end.linked_id, end)
    facts += [_fact(end, node, FactKind.CALL_ENDED, f"{CRASH}_END", 0, None) for end in calls.values()]
    return tuple(facts)


def leg_of(event: Event) -> Leg:
    """The leg as the event shows it."""
    party, party_id = party_of(event.channel)
    details = event.details
    cause = details.get("hangupcause")
    return Leg(
        id=_cut(event.unique_id),
        party=party,
        party_id=_cut(party_id),
        caller_number=_cut(event.caller_number),
        caller_name=_cut(event.caller_name),
        dialled=_cut(event.extension) if event.context in ENTRANCES and event.extension != "s" else "",
        cause=cause if isinstance(cause, int) else None,
        dial_status=_cut(str(details.get("dialstatus") or "")),
    )


def party_of(channel: str) -> tuple[Party, str]:
    """Who is at the other end of `PJSIP/<login>-0000002a` or `PJSIP/line-<id>-0000002b`."""
    found = _CHANNEL.fullmatch(channel)
    if found is None:
        return Party.OTHER, ""
    endpoint = found["endpoint"]
    if endpoint.startswith(_LINE):
        return Party.LINE, endpoint.removeprefix(_LINE)
    return Party.PHONE, endpoint


def company_of(account: str) -> str:
    """Empty when the engine does not tell."""
    return account if _COMPANY.fullmatch(account) else ""


def call_id(node: str, linked_id: str) -> str:
    """One conversation, fleet-wide."""
    return _UNSAFE.sub("_", f"{node}:{linked_id}")[:100]


def _fact(event: Event, node: str, kind: FactKind, word: str, repeat: int, leg: Leg | None) -> Fact:
    return Fact(
        id=_UNSAFE.sub("_", f"{node}/c/{event.unique_id}/{word}/{event.at}/{repeat}")[:120],
        call=call_id(node, event.linked_id),
        company=company_of(event.account),
        kind=kind,
        at=event.moment,
        leg=leg,
    )


def _cut(text: str) -> str:
    return text[:TEXT_MAX]
