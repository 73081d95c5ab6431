"""The static dialplan: small, the same every time, and impossible to write down wrongly."""

import re
from pathlib import Path

import pytest

from node_agent.asterisk.dialplan.carillon import CONTEXTS, extensions_conf
from node_agent.asterisk.dialplan.elements import (
    Application,
    BadDialplan,
    Context,
    Entry,
    GotoIf,
    NoOp,
    Set,
    Step,
)
from node_agent.asterisk.dialplan.lookup import PERSON, WAITING_LINE
from node_agent.asterisk.dialplan.render import render

GOLDEN = Path(__file__).parent / "golden" / "extensions.conf"


def one(step: Step, pattern: str = "s") -> str:
    return render([Context("test", "a test", (Entry(pattern, (step,)),))])


def test_the_dialplan_is_the_one_that_was_reviewed() -> None:
    assert extensions_conf() == GOLDEN.read_text(), "if the change is meant, review it and write the golden file anew"


def test_the_dialplan_stays_small() -> None:
    lines = [line for line in extensions_conf().splitlines() if line.strip().startswith(("exten", "same"))]
    assert len(lines) <= 90


def test_a_number_is_normalised_before_anything_else_reads_it() -> None:
    text = extensions_conf()
    assert text.count("${EXTEN}") == 9, "only the entrances see what was dialled; three inner contexts, their name"
    assert not re.search(r"_X\.|_\.", text)


def test_the_fallback_looks_up_once_whatever_the_number_is() -> None:
    assert all(render([context]).count("REALTIME_HASH") <= 1 for context in CONTEXTS)
    ways = [context.name for context in CONTEXTS if "REALTIME_HASH" in render([context])]
    assert ways == [PERSON, WAITING_LINE], "and no way leads from one to the other"


def test_an_unknown_application_is_refused() -> None:
    class System(Application): ...

    with pytest.raises(BadDialplan, match="not on the list"):
        one(Step(System("rm -rf /")))


@pytest.mark.parametrize("text", ["${A", "A}", "$[1 = 1", "(]", "$[${A]}"])
def test_unbalanced_brackets_are_refused(text: str) -> None:
    with pytest.raises(BadDialplan):
        one(Step(NoOp(text)))


@pytest.mark.parametrize("text", ["${EXTEN}", "${CALLERID(name)}", "${EXTEN:1}", "${PJSIP_HEADER(read,From)}"])
def test_a_callers_text_is_refused_in_an_expression(text: str) -> None:
    with pytest.raises(BadDialplan, match="caller"):
        one(Step(GotoIf(f'$["{text}" = "1"]?s,1')))


def test_the_length_of_a_callers_text_may_be_compared() -> None:
    assert "LEN" in one(Step(GotoIf("$[${LEN(${EXTEN})} > 32]?s,1")))


@pytest.mark.parametrize("text", ["a\nexten => x,1,NoOp()", "a\r", "a;b", "a\0"])
def test_text_that_ends_a_line_early_is_refused(text: str) -> None:
    with pytest.raises(BadDialplan):
        one(Step(Set(text)))


@pytest.mark.parametrize("pattern", ["_.", "_X.", "_!", "", "a b", "_[0-9]X.", "x,1"])
def test_a_pattern_that_matches_everything_is_refused(pattern: str) -> None:
    with pytest.raises(BadDialplan):
        one(Step(NoOp("")), pattern)


def test_two_contexts_of_one_name_are_refused() -> None:
    context = Context("twice", "", ())
    with pytest.raises(BadDialplan):
        render([context, context])
