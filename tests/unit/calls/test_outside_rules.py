"""Who may call where, over which line, at what price."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from tenants.calls import Reason, Sentence
from tenants.calls.memory import Forgetful, Topic
from tenants.calls.outside.call_type import call_type
from tenants.model import (
    CallerIdPolicy,
    CallType,
    Company,
    Destination,
    DestinationKind,
    Line,
    LineChoice,
    Permission,
    Profile,
    Rate,
    RateTable,
    RingStep,
    Route,
    Schedule,
    TelephonyObject,
    Weekday,
    WeeklySpan,
)
from tenants.simulate import Answer, Script, Side, Story
from tests.unit.calls.companies import company, line, person
from tests.unit.calls.told_twice import simulate

MOSCOW_MOBILE = "+79161234567"
GERMANY = "+493012345678"
PREMIUM = "+78091234567"
MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def call(firm: Company, dials: str, script: Script | None = None, caller: str = "101", **answers: Answer) -> Story:
    by_number = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return asyncio.run(simulate(firm, caller=caller, dials=dials, script=script or Script(by_number)))


def profile(**more: object) -> Profile:
    return Profile.model_validate({"id": "acme", "name": "Acme", **more})


def route(name: str, lines: tuple[str, ...], **more: object) -> Route:
    return Route.model_validate({"id": name, "name": name.title(), "lines": lines, **more})


def rates(line_id: str, **prices: int) -> RateTable:
    found = tuple(Rate(prefix=f"+{prefix[1:]}", per_minute=price) for prefix, price in prices.items())
    return RateTable(id=f"rates-{line_id}", name="Rates", line=line_id, rates=found)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+74951234567", CallType.LOCAL),
        ("+78121234567", CallType.NATIONAL),
        (MOSCOW_MOBILE, CallType.MOBILE),
        ("+78001234567", CallType.TOLL_FREE),
        (PREMIUM, CallType.PREMIUM),
        (GERMANY, CallType.INTERNATIONAL),
        ("+77012345678", CallType.INTERNATIONAL),
    ],
)
def test_the_numbering_plan_tells_the_type_of_a_number(number: str, expected: CallType) -> None:
    assert call_type(number, "RU", "495") is expected


@pytest.mark.parametrize("number", [GERMANY, PREMIUM])
def test_expensive_numbers_are_off_until_somebody_turns_them_on(number: str) -> None:
    told = call(company(), number)
    assert told.rang == []
    assert told.ended_with is Reason.NOT_PERMITTED
    assert told.said == [Sentence.NOT_PERMITTED]
    assert "not allowed" in told.why


def test_a_permission_class_opens_what_it_names_to_whoever_has_it() -> None:
    travel = Permission(id="travel", name="Travel", types=(CallType.INTERNATIONAL,))
    anna = person("acme", "101", "Anna").model_copy(update={"permission": "travel"})
    firm = company("acme", travel, anna)
    assert call(firm, GERMANY).rang == [GERMANY]
    assert call(firm, GERMANY, caller="102").ended_with is Reason.NOT_PERMITTED
    assert call(firm, MOSCOW_MOBILE).ended_with is Reason.NOT_PERMITTED


def test_the_longest_exception_of_a_permission_class_wins() -> None:
    some = Permission(id="some", name="Some", denied=("+7916", "+49"), allowed=("+79161234567",))
    firm = company("acme", some, profile(permission="some"))
    assert call(firm, MOSCOW_MOBILE).rang == [MOSCOW_MOBILE]
    assert call(firm, "+79160000000").ended_with is Reason.NOT_PERMITTED


@pytest.mark.parametrize("dialled", ["112", "103"])
def test_emergency_numbers_work_whatever_is_forbidden_or_full(dialled: str) -> None:
    nothing = Permission(id="nothing", name="Nothing", types=())
    limits = profile(permission="nothing", calls_at_once=1, calls_per_minute=1, money_per_day=1)
    full = line("acme", 1).model_copy(update={"calls_max": 1})
    memory = Forgetful()
    memory.put(Topic.SPENT, "acme", {"day": "2026-03-02", "money": 100})
    firm = company("acme", nothing, limits, full)
    told = call(firm, dialled, Script(memory=memory, calls_over={"acme-line-1": 5}, outside_calls=9))
    assert told.rang == [dialled]


def test_an_emergency_call_tries_every_line() -> None:
    only_first = route("first", ("acme-line-1",))
    firm = company("acme", only_first, lines=3)
    told = call(firm, "112", acme_line_1=Answer.LINE_DOWN, acme_line_2=Answer.LINE_DOWN)
    assert told.lines == ["acme-line-1", "acme-line-2", "acme-line-3"]
    assert told.outcome.answered


def test_an_emergency_call_goes_over_working_lines_first() -> None:
    told = call(company(lines=2), "112", Script(lines_down=frozenset({"acme-line-1"})))
    assert told.lines == ["acme-line-2"]


def test_a_line_that_is_known_to_be_down_is_tried_last() -> None:
    script = Script({"acme-line-2": Answer.LINE_DOWN}, lines_down=frozenset({"acme-line-1"}))
    assert call(company(lines=2), MOSCOW_MOBILE, script).lines == ["acme-line-2", "acme-line-1"]


def test_who_forwards_a_call_abroad_needs_the_right_to_call_there_and_the_caller_does_not() -> None:
    abroad = Permission(id="abroad", name="Abroad", types=(CallType.INTERNATIONAL,))
    away = Destination(kind=DestinationKind.OUTSIDE, number=GERMANY)
    boris = person("acme", "102", "Boris").model_copy(update={"forward_always": away})
    may = boris.model_copy(update={"permission": "abroad"})
    assert call(company("acme", abroad, boris), "102").ended_with is Reason.NOT_PERMITTED
    assert call(company("acme", abroad, may), "102").rang == [GERMANY]
    anna_may = person("acme", "101", "Anna").model_copy(update={"permission": "abroad"})
    assert call(company("acme", abroad, boris, anna_may), "102").ended_with is Reason.NOT_PERMITTED


def test_a_mobile_that_rings_along_needs_its_owners_permission_not_the_callers() -> None:
    steps = (RingStep(number=GERMANY, confirm=False),)
    boris = person("acme", "102", "Boris").model_copy(update={"ring_steps": steps})
    assert GERMANY not in call(company("acme", boris), "102").rang
    abroad = Permission(id="abroad", name="Abroad", types=(CallType.INTERNATIONAL,))
    assert call(company("acme", abroad, boris.model_copy(update={"permission": "abroad"})), "102").rang == [GERMANY]


def test_nobody_shows_a_number_that_is_not_the_companys() -> None:
    anna = person("acme", "101", "Anna", "+74957770000")
    assert call(company("acme", anna), MOSCOW_MOBILE).shown == ["+74951110000"]


def test_a_borrowed_line_shows_only_numbers_of_the_company() -> None:
    borrowed = Line(id="platform-line", name="Platform", shared=True, caller_number="+74957770000")
    assert call(company("acme", borrowed, lines=0), MOSCOW_MOBILE).shown == [None]
    own = borrowed.model_copy(update={"caller_number": "+74951110000"})
    assert call(company("acme", own, lines=0), MOSCOW_MOBILE).shown == ["+74951110000"]


def test_a_line_without_host_is_refused_unless_it_is_the_platforms() -> None:
    with pytest.raises(ValidationError, match="needs the provider's host"):
        Line(id="line", name="Line")


@pytest.mark.parametrize("satellite", ["+881612345678", "+870773111632", "+883510001234567"])
def test_satellites_are_as_expensive_as_premium_numbers(satellite: str) -> None:
    assert call_type(satellite, "RU", None) is CallType.PREMIUM


def test_a_prefix_for_outside_calls_and_the_own_area_code_may_be_dialled() -> None:
    firm = company("acme", profile(outside_prefix="9", area_code="495"))
    assert call(firm, "989161234567").rang == [MOSCOW_MOBILE]
    assert call(firm, "2223344").rang == ["+74952223344"]
    assert call(firm, "9112").rang == ["112"]


def test_the_first_rule_that_fits_chooses_the_lines() -> None:
    mobile = route("mobile", ("acme-line-2",), types=(CallType.MOBILE,), position=1)
    rest = route("rest", ("acme-line-1",), position=2)
    firm = company("acme", rest, mobile, lines=2)
    assert call(firm, MOSCOW_MOBILE).lines == ["acme-line-2"]
    assert call(firm, "+78121234567").lines == ["acme-line-1"]
    assert "route: Mobile" in call(firm, MOSCOW_MOBILE).why


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ({"prefixes": ("+7916",)}, True),
        ({"prefixes": ("+7917",)}, False),
        ({"length_min": 12}, False),
        ({"length_max": 10}, False),
        ({"length_min": 11, "length_max": 11}, True),
    ],
)
def test_a_rule_looks_at_beginning_and_length(rule: dict[str, object], fits: bool) -> None:
    firm = company("acme", route("rule", ("acme-line-2",), **rule), lines=2)
    assert call(firm, MOSCOW_MOBILE).lines == ["acme-line-2" if fits else "acme-line-1"]


def test_a_rule_holds_only_while_its_hours_are_open() -> None:
    span = WeeklySpan(days=(Weekday.MONDAY,), opens="09:00", closes="18:00")
    hours = Schedule(id="day", name="Day", weekly=(span,))
    firm = company("acme", hours, route("day", ("acme-line-2",), hours="day"), lines=2)
    assert call(firm, MOSCOW_MOBILE, Script(now=MONDAY_NOON)).lines == ["acme-line-2"]
    assert call(firm, MOSCOW_MOBILE, Script(now=MONDAY_NOON + timedelta(hours=8))).lines == ["acme-line-1"]


def test_the_cheapest_line_comes_first_and_those_without_a_price_last() -> None:
    rule = route("cheap", ("acme-line-1", "acme-line-2", "acme-line-3"), choice=LineChoice.LEAST_COST)
    prices = (rates("acme-line-2", p7=300, p7916=50), rates("acme-line-3", p7=100))
    firm = company("acme", rule, *prices, lines=3)
    everywhere_down = {f"acme-line-{i}": Answer.LINE_DOWN for i in (1, 2, 3)}
    assert call(firm, MOSCOW_MOBILE, Script(everywhere_down)).lines == ["acme-line-2", "acme-line-3", "acme-line-1"]
    assert call(firm, "+78121234567", Script(everywhere_down)).lines[0] == "acme-line-3"


def test_the_provider_gets_the_number_as_the_rule_writes_it() -> None:
    firm = company("acme", route("old", ("acme-line-1",), strip=1, prepend="8", plus=False))
    assert call(firm, MOSCOW_MOBILE).rang == ["89161234567"]


@pytest.mark.parametrize("answer", [Answer.BUSY, Answer.NO_ANSWER, Answer.REFUSES, Answer.NOT_FOUND])
def test_the_next_line_is_not_tried_when_it_is_the_called_side_that_does_not_want(answer: Answer) -> None:
    assert call(company(lines=2), MOSCOW_MOBILE, acme_line_1=answer).lines == ["acme-line-1"]


def test_the_next_line_is_tried_when_one_is_down_full_or_switched_off() -> None:
    off = line("acme", 1).model_copy(update={"disabled": True})
    full = line("acme", 2).model_copy(update={"calls_max": 2})
    firm = company("acme", off, full, line("acme", 3), line("acme", 4))
    script = Script({"acme-line-3": Answer.LINE_DOWN}, calls_over={"acme-line-2": 2})
    assert call(firm, MOSCOW_MOBILE, script).lines == ["acme-line-3", "acme-line-4"]


def test_the_next_line_is_tried_when_a_lent_one_carries_what_its_owner_allows() -> None:
    firm = company("acme", line("acme", 1), line("acme", 2))
    told = call(firm, MOSCOW_MOBILE, Script(shared_lines_full=frozenset({"acme-line-1"})))
    assert told.lines == ["acme-line-2"]
    assert "its owner allows no more calls" in str(told.why)


def test_caller_hears_that_all_calls_at_once_are_in_use() -> None:
    full = line("acme", 1).model_copy(update={"calls_max": 2})
    told = call(company("acme", full), MOSCOW_MOBILE, Script(calls_over={"acme-line-1": 2}))
    assert told.said == [Sentence.OVER_LIMIT]
    assert told.ended_with is Reason.OVER_LIMIT


def test_a_company_calls_only_so_often_in_a_minute() -> None:
    firm, memory = company("acme", profile(calls_per_minute=2)), Forgetful()
    ends = [
        call(firm, MOSCOW_MOBILE, Script(now=MONDAY_NOON + timedelta(seconds=s), memory=memory)).outcome.reason
        for s in (0, 10, 20, 65)
    ]
    assert ends == [Reason.ANSWERED, Reason.ANSWERED, Reason.OVER_LIMIT, Reason.ANSWERED]


def test_a_company_spends_only_so_much_in_a_day_of_its_own_time_zone() -> None:
    limited = profile(money_per_day=500, time_zone="Europe/Moscow")
    firm, memory = company("acme", limited, rates("acme-line-1", p7=100)), Forgetful()
    three_minutes = {MOSCOW_MOBILE: Side(talks=121)}

    def reason(hours: float) -> Reason:
        script = Script(three_minutes, now=MONDAY_NOON + timedelta(hours=hours), memory=memory)
        return call(firm, MOSCOW_MOBILE, script).outcome.reason

    assert [reason(0), reason(1), reason(2)] == [Reason.ANSWERED, Reason.ANSWERED, Reason.OVER_LIMIT]
    assert reason(10) is Reason.ANSWERED  # 01:00 of Tuesday in Moscow


def test_a_mobile_that_takes_the_call_of_its_owner_is_charged() -> None:
    steps = (RingStep(number=MOSCOW_MOBILE, confirm=False),)
    boris = person("acme", "102", "Boris").model_copy(update={"ring_steps": steps})
    firm = company("acme", boris, profile(money_per_day=500), rates("acme-line-1", p7=100))
    memory = Forgetful()
    call(firm, "102", Script({MOSCOW_MOBILE: Side(talks=121)}, memory=memory))
    assert memory.get(Topic.SPENT, "acme")["money"] == 300


def test_a_line_that_keeps_callers_shows_who_called_when_a_call_is_forwarded_outside() -> None:
    keeps = line("acme", 1).model_copy(update={"caller_id": CallerIdPolicy.KEEP})
    firm = company("acme", keeps)
    outside = Destination(kind=DestinationKind.OUTSIDE, number="+79990001122")
    forwarded = firm.numbers_by_number["+74951110000"].model_copy(update={"destination": outside})
    after = firm.changed(2, [forwarded], [])
    assert call(after, "+74951110000", caller="+79031112233").shown == ["+79031112233"]


def test_a_line_may_show_its_own_number_only() -> None:
    own: Line = line("acme", 1).model_copy(update={"caller_id": CallerIdPolicy.LINE})
    assert call(company("acme", own), MOSCOW_MOBILE).shown == ["+74951110000"]


def test_twenty_thousand_rates_cost_a_call_no_more_than_a_few() -> None:
    many = RateTable(
        id="many",
        name="Many",
        line="acme-line-1",
        rates=tuple(Rate(prefix=f"+{n}", per_minute=n % 100) for n in range(10_000, 30_000)),
    )
    items: list[TelephonyObject] = [many, route("cheap", ("acme-line-1", "acme-line-2"), choice=LineChoice.LEAST_COST)]
    firm = company("acme", *items, lines=2)
    call(firm, MOSCOW_MOBILE)
    began = time.perf_counter()
    for _ in range(20):
        call(firm, MOSCOW_MOBILE)
    assert (time.perf_counter() - began) / 20 < 0.05
