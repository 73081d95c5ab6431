"""However people, teams and parkings point at each other, a call ends, soon, and says why."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.calls import Reason
from tenants.model import (
    Company,
    Destination,
    DestinationKind,
    Employee,
    Mailbox,
    Parking,
    RecordingPolicy,
    RingOrder,
    RingStep,
    Schedule,
    Team,
    TeamOrder,
    TelephonyObject,
)
from tenants.simulate import Answer
from tests.unit.calls.companies import number
from tests.unit.calls.office import NAMES, OUTSIDE, call, colleague, office

SHORTS = [short for short in NAMES if short < "105"]
TEAMS = {"sales": "200", "support": "201", "night": "202"}
RINGS_MAX = 80
"""Ten hand-ons, each to a team of at most four that rings two rounds."""

places = st.one_of(
    st.sampled_from([*SHORTS, "109"]).map(lambda short: Destination(kind=DestinationKind.EMPLOYEE, id=f"acme-{short}")),
    st.sampled_from([*TEAMS, "gone"]).map(lambda name: Destination(kind=DestinationKind.TEAM, id=name)),
    st.sampled_from([OUTSIDE, "+74951110000", "+74953330000"]).map(
        lambda public: Destination(kind=DestinationKind.OUTSIDE, number=public)
    ),
    st.just(Destination(kind=DestinationKind.PARKING, id="yard")),
    st.just(Destination(kind=DestinationKind.MAILBOX, id="box")),
    st.just(Destination(kind=DestinationKind.HANG_UP, id="acme")),
)
maybe = st.none() | places
people_ids = st.none() | st.sampled_from([f"acme-{short}" for short in SHORTS])
members = st.one_of(
    st.sampled_from(SHORTS).map(lambda short: Destination(kind=DestinationKind.EMPLOYEE, id=f"acme-{short}")),
    st.sampled_from(list(TEAMS)).map(lambda name: Destination(kind=DestinationKind.TEAM, id=name)),
)


@st.composite
def persons(draw: st.DrawFn, short: str) -> Employee:
    return colleague(
        short,
        do_not_disturb=draw(st.booleans()),
        call_waiting=draw(st.booleans()),
        forward_always=draw(maybe),
        forward_busy=draw(maybe),
        forward_no_answer=draw(maybe),
        forward_unreachable=draw(maybe),
        after_hours=draw(maybe),
        hours=draw(st.sampled_from([None, None, "never"])),
        secretary=draw(people_ids),
        mailbox=draw(st.sampled_from([None, None, "box", "gone"])),
        record=draw(st.sampled_from(list(RecordingPolicy))),
        ring_order=draw(st.sampled_from(list(RingOrder))),
        ring_steps=draw(st.sampled_from([(), (RingStep(number=OUTSIDE), RingStep(phone=f"acme-phone-{short}-1"))])),
    )


@st.composite
def firms(draw: st.DrawFn) -> Company:
    items: list[TelephonyObject] = [draw(persons(short)) for short in SHORTS]
    for name, short in TEAMS.items():
        items.append(
            Team(
                id=name,
                name=name.title(),
                number=short,
                order=draw(st.sampled_from(list(TeamOrder))),
                members=tuple(draw(st.lists(members, max_size=4))),
                rounds=draw(st.integers(1, 2)),
                overflow=draw(maybe),
            )
        )
    yard = Parking(id="yard", name="Yard", number="700", first_slot=701, slots=1, return_to=draw(maybe))
    box = Mailbox(id="box", name="Box", number="600", owners=("acme-102",))
    return office(*items, yard, box, Schedule(id="never", name="Never"), number("acme", "+74953330000", "103"))


answers = st.dictionaries(
    st.sampled_from([*SHORTS, OUTSIDE, "701", "acme-line-1"]),
    st.sampled_from([each for each in Answer if each is not Answer.LINE_DOWN]),
)


@settings(max_examples=60, deadline=None)
@given(
    firm=firms(),
    answers=answers,
    dials=st.sampled_from([*SHORTS, *TEAMS.values(), "700", "600"]),
    busy=st.frozensets(st.sampled_from(SHORTS)),
    transferred=st.booleans(),
)
def test_a_call_ends_whatever_points_at_whatever(
    firm: Company, answers: dict[str, Answer], dials: str, busy: frozenset[str], transferred: bool
) -> None:
    told = call(firm, "101", dials, answers=dict(answers), busy=busy, transferred_by="102" if transferred else "")
    assert len(told.rang) <= RINGS_MAX
    assert told.outcome.over or told.ended_with is told.outcome.reason
    assert told.why
    if told.outcome.reason is Reason.LOOP:
        assert "loop" in told.why
