"""Between values and rows: what a fact and a journey look like in the database. Pure."""

import uuid
from dataclasses import asdict
from typing import Any

from control_plane.features.journeys.draft import Draft, Person, Recorded
from control_plane.features.journeys.models import StoredFact
from control_plane.features.journeys.people import Owner, owner_of
from wire.facts import Fact

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "carillon:journeys")


def fact_row(node: str, fact: Fact, people: dict[str, Owner]) -> dict[str, Any]:
    """The column values of one fact."""
    body: dict[str, Any] = {"fact": fact.model_dump(mode="json")}
    owner = owner_of(fact, people)
    if owner is not None:
        body["employee"] = asdict(owner)
    return {
        "node": node,
        "id": fact.id,
        "call": fact.call,
        "company_id": fact.company or None,
        "at": fact.at,
        "kind": fact.kind.value,
        "leg": fact.leg.id if fact.leg is not None else None,
        "body": body,
    }


def recorded_of(row: StoredFact) -> Recorded:
    """What the fold reads."""
    employee = row.body.get("employee")
    return Recorded(Fact.model_validate(row.body["fact"]), Person(**employee) if employee else None)


def journey_row(draft: Draft) -> dict[str, Any]:
    """The column values of one journey."""
    values = asdict(draft)
    company = values.pop("company")
    values["calls"] = list(draft.calls)
    values["story"] = [{**step, "at": step["at"].isoformat()} for step in values["story"]]
    values["participants"] = [
        {**each, "answered_at": each["answered_at"].isoformat() if each["answered_at"] else None}
        for each in values["participants"]
    ]
    return {"id": journey_id(draft.call), "company_id": company, **values}


def journey_id(call: str) -> str:
    """Of the conversation whose oldest call this is: the same after a rebuild."""
    return str(uuid.uuid5(_NAMESPACE, call))
