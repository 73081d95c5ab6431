"""The five wishes of bench/wishes in the third generation, in milliseconds; tests/node/test_wishes.py has them all."""

import asyncio

import pytest

from bench.wishes import everything, generated, lines, realtime
from bench.wishes.firm import BOSS, FIRST, KNOWN_CUSTOMER, MOBILE, SECOND, SECRETARY, Wish, firm
from tenants.calls.call import Caller
from tenants.calls.memory import Topic
from tenants.simulate import Answer, Script, ScriptedCall

FIRM = firm(5060)
STRANGER = "+79167654321"


class Remembering:
    """As long as one test."""

    def __init__(self) -> None:
        self.values: dict[tuple[Topic, str], object] = {}

    def get(self, topic: Topic, item: str) -> object:
        return self.values.get((topic, item))

    def put(self, topic: Topic, item: str, value: object) -> None:
        self.values[topic, item] = value


def made(wish: Wish, caller: str = STRANGER, **script: object) -> ScriptedCall:
    call = ScriptedCall(FIRM, Caller(caller, line=FIRM.lines["line-1"]), wish, Script(**script))  # type: ignore[arg-type]
    asyncio.run(_taken(call, wish))
    return call


async def _taken(call: ScriptedCall, wish: Wish) -> None:
    await everything.call_logic(FIRM)[wish](call)


def test_known_callers_skip_the_menu() -> None:
    assert made(Wish.KNOWN_CALLERS, KNOWN_CUSTOMER).rang == [BOSS]
    assert made(Wish.KNOWN_CALLERS, presses=("1",)).rang == [FIRST]


def test_after_hours_the_mobile_rings() -> None:
    assert made(Wish.IN_HOURS).rang == [BOSS]
    assert made(Wish.AFTER_HOURS).rang == [MOBILE]


def test_the_secretary_joins_when_the_boss_does_not_pick_up() -> None:
    call = made(Wish.BOSS_AND_SECRETARY, answers={BOSS: Answer.NO_ANSWER})
    assert call.rang == [BOSS, SECRETARY]


def test_lunch_is_announced() -> None:
    assert (made(Wish.AT_LUNCH).rang, len(made(Wish.AT_LUNCH).said)) == ([], 1)
    assert made(Wish.NOT_AT_LUNCH).rang == [BOSS]


def test_colleagues_take_turns_and_see_what_the_call_is_about() -> None:
    memory = Remembering()
    calls = [made(Wish.TURNS, memory=memory) for _ in range(3)]
    assert [call.rang for call in calls] == [[FIRST], [SECOND], [FIRST]]
    assert {call.rang_as[0].prefix for call in calls} == {"Sales: "}


def test_a_wish_is_counted_without_its_docstring_and_with_its_rows() -> None:
    assert lines.lines(generated, "turns") == len(_code(generated.turns)) - 1
    assert lines.lines(realtime, "lunch") > len(_code(realtime.lunch))
    with pytest.raises(LookupError):
        lines.lines(generated, "teleport")


def _code(function: object) -> list[str]:
    import inspect

    return [line for line in inspect.getsource(function).splitlines() if line.strip()]  # type: ignore[arg-type]
