"""Holding by a button of the phone, as a call fact. Asterisk's event log does not know it (22.10); the manager does."""

import re
from collections.abc import Mapping
from datetime import datetime

from node_agent.asterisk.cel.translate import call_id, company_of, party_of
from wire.facts import Fact, FactKind, Leg, Party

EVENTS = {"Hold": FactKind.LEG_HELD, "Unhold": FactKind.LEG_RESUMED}
_UNIQUE = re.compile(r"[0-9A-Za-z._-]{1,60}")


def hold_fact(event: Mapping[str, str], node: str, at: datetime) -> Fact | None:
    """The fact of a manager event; None: another event, or a leg inside the node that only hands the hold on."""
    kind = EVENTS.get(event.get("Event", ""))
    leg, call = event.get("Uniqueid", ""), event.get("Linkedid", "")
    party, party_id = party_of(event.get("Channel", ""))
    if kind is None or party is Party.OTHER or not (_UNIQUE.fullmatch(leg) and _UNIQUE.fullmatch(call)):
        return None
    return Fact(
        id=f"{node}/h/{leg}/{event['Event']}/{at.timestamp():.6f}",
        call=call_id(node, call),
        company=company_of(event.get("AccountCode", "")),
        kind=kind,
        at=at,
        leg=Leg(
            id=leg,
            party=party,
            party_id=party_id,
            caller_number=_known(event.get("CallerIDNum", "")),
            caller_name=_known(event.get("CallerIDName", "")),
        ),
    )


def _known(text: str) -> str:
    return "" if text == "<unknown>" else text
