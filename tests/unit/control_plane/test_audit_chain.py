"""A chain of records: what breaks it, and which record is named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from control_plane.features.audit.chain import START, Broken, Fault, Link, digest, first_bad
from control_plane.features.audit.models import Audit

AT = datetime(2026, 11, 29, 12, 0, 0, 123456, tzinfo=UTC)


def record(number: int, previous: str, action: str = "") -> Audit:
    made = Audit(
        company_id="bluebell",
        number=number,
        at=AT + timedelta(minutes=number),
        actor="Vera",
        address="192.0.2.1",
        version=number,
        action=action or f"Change {number}",
        before=[],
        after=[{"kind": "employee", "data": {"id": "e1", "name": "Анна"}}],
        previous=previous,
    )
    made.hash = digest(made)
    return made


def chain(length: int) -> list[Audit]:
    records: list[Audit] = []
    for number in range(1, length + 1):
        records.append(record(number, records[-1].hash if records else START))
    return records


def head(records: list[Audit]) -> Link:
    return Link(records[-1].number, records[-1].hash)


def test_a_chain_that_nobody_touched_is_whole() -> None:
    records = chain(5)
    assert first_bad(records, head(records)) is None
    assert first_bad([], Link(0, START)) is None
    assert first_bad(records, head(records), [Link(3, records[2].hash)]) is None


CHANGES: dict[str, Callable[[Audit], None]] = {
    "who": lambda each: setattr(each, "actor", "Somebody"),
    "when": lambda each: setattr(each, "at", each.at + timedelta(microseconds=1)),
    "where": lambda each: setattr(each, "address", "192.0.2.2"),
    "what": lambda each: setattr(each, "action", "Nothing"),
    "before": lambda each: setattr(each, "before", [{}]),
    "after": lambda each: setattr(each, "after", [{"kind": "employee", "data": {"id": "e1", "name": "Anna"}}]),
    "version": lambda each: setattr(each, "version", 9),
    "company": lambda each: setattr(each, "company_id", "rival"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_record_is_named(what: str) -> None:
    records = chain(5)
    CHANGES[what](records[2])
    assert first_bad(records, head(records)) == Broken(3, Fault.CHANGED)


def test_a_changed_record_whose_hash_was_made_anew_breaks_the_next_one() -> None:
    records = chain(5)
    records[2].action = "Nothing"
    records[2].hash = digest(records[2])
    assert first_bad(records, head(records)) == Broken(4, Fault.UNCHAINED)


def test_a_record_that_was_taken_out_is_missing() -> None:
    records = chain(5)
    assert first_bad([*records[:2], *records[3:]], head(records)) == Broken(3, Fault.MISSING)


def test_a_chain_that_was_cut_off_is_shorter_than_its_head() -> None:
    records = chain(5)
    assert first_bad(records[:3], head(records)) == Broken(4, Fault.CUT_OFF)
    assert first_bad([], head(records)) == Broken(1, Fault.CUT_OFF)


def test_a_chain_that_was_made_anew_as_a_whole_differs_from_what_was_noted() -> None:
    noted = [Link(3, chain(5)[2].hash)]
    forged: list[Audit] = []
    for number in range(1, 6):
        forged.append(record(number, forged[-1].hash if forged else START, action="Nothing"))
    assert first_bad(forged, head(forged)) is None, "nothing inside of the database can tell"
    assert first_bad(forged, head(forged), noted) == Broken(3, Fault.UNKNOWN)
    assert first_bad(forged[:2], head(forged[:2]), noted) == Broken(3, Fault.CUT_OFF)


def test_a_record_added_behind_the_head_is_named() -> None:
    records = chain(5)
    assert first_bad(records, head(records[:4])) == Broken(5, Fault.UNCHAINED)


def test_the_same_moment_in_another_zone_is_the_same_record() -> None:
    made = record(1, START)
    made.at = made.at.astimezone(timezone(timedelta(hours=3)))
    assert digest(made) == made.hash
