"""How many lines each wish takes in each generation, as the same formatter writes them."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

from bench.statistics import table
from bench.wishes import everything, generated, logic, realtime
from bench.wishes.firm import firm
from node_agent.asterisk.dialplan.elements import Context

WISHES = {
    "known_callers": "known callers skip the menu",
    "after_hours": "after hours the mobile rings",
    "boss_and_secretary": "the secretary joins after a while",
    "lunch": "lunch is announced",
    "turns": "taking turns, with a prefix",
}
GENERATIONS = {"1.x generated": generated, "2.x realtime": realtime, "3.x call logic": logic}


def measure() -> str:
    """A Markdown table; what wishes share (hours in dialplan's words, rows of a person) is not counted."""
    counts = {name: [lines(module, wish) for wish in WISHES] for name, module in GENERATIONS.items()}
    rows = [[text, *(str(counts[name][index]) for name in counts)] for index, text in enumerate(WISHES.values())]
    last = sum(counts["3.x call logic"])
    rows.append(["all five", *(str(sum(each)) for each in counts.values())])
    rows.append(["× call logic", *(f"{sum(each) / last:.1f}" for each in counts.values())])
    company = firm(5060)
    steps = [_steps(everything.dialplan(company)), _steps(everything.static_dialplan()), 0]
    rows.append(["lines of dialplan to read when it goes wrong", *map(str, steps)])
    return table(["wish", *counts], rows)


def lines(module: ModuleType, wish: str) -> int:
    """Lines of the function or constant called `wish`, in whatever case, without blank lines, comments, docstrings."""
    text = inspect.getsource(module)
    found = [node for node in ast.parse(text).body if wish in map(str.lower, _names(node))]
    if not found:
        raise LookupError(f"{module.__name__} does not write {wish}")
    return sum(_code_lines(ast.get_source_segment(text, node) or "", node) for node in found)


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.Assign(targets=[ast.Name(id=name)]):
            yield name


def _code_lines(text: str, node: ast.stmt) -> int:
    wanted = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    documented = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node, clean=False)
    return len(wanted) - (len(documented.splitlines()) if documented else 0)


def _steps(contexts: tuple[Context, ...]) -> int:
    return sum(len(entry.steps) for context in contexts for entry in context.entries)
