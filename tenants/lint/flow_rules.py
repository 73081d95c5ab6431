"""Flows: steps that are missing, that nobody reaches, or that go round without end."""

from collections.abc import Iterator, Mapping
from typing import Final

from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import DestinationKind, Flow
from tenants.model import flow as steps
from tenants.model.flow import Step

MISSING = error("step-missing", "%(name)s: %(step)s leads to the step %(target)s, which does not exist.")
NO_START = error("no-start", "%(name)s is to begin with the step %(target)s, which does not exist.")
UNREACHED = warning("step-unreached", "%(name)s: no call ever comes to the step %(step)s. Remove it or lead to it.")
ENDLESS = error("endless-steps", "%(name)s: these steps go round without end: %(circle)s. Let one of them lead out.")
MAYBE_ENDLESS = warning(
    "steps-go-round",
    "%(name)s: these steps can go round without waiting for anybody: %(circle)s. After 100 of them the call ends.",
)
CASE_UNREACHED = warning(
    "case-unreached", "%(name)s: the cases after number %(number)s of %(step)s never decide: that one always holds."
)
NEVER_SET = warning("variable-never-set", "%(name)s: %(step)s looks at %(variable)s, which no step sets.")
CANNOT_BE_RUNG = warning(
    "step-leaves-flow", "%(name)s: %(step)s rings neither an employee nor a team, so that destination keeps the call."
)

_AT_ONCE: Final = (steps.BranchStep, steps.LabelStep, steps.SetStep, steps.RecordStep, steps.FetchStep)
_RUNG: Final = frozenset({DestinationKind.EMPLOYEE, DestinationKind.TEAM})


def flow(_look: Look, item: Flow) -> Iterator[Finding]:
    by_name: Mapping[str, Step] = {step.name: step for step in item.steps}
    if item.start not in by_name:
        yield NO_START.found(item, "start", target=item.start)
    for index, step in enumerate(item.steps):
        for target in following(step):
            if target not in by_name:
                yield MISSING.found(item, f"steps.{index}", step=step.name, target=target)
        if isinstance(step, steps.RingStep) and step.destination.kind not in _RUNG:
            yield CANNOT_BE_RUNG.found(item, f"steps.{index}.destination", step=step.name)
    reached = _reached(item, by_name)
    for index, step in enumerate(item.steps):
        if step.name not in reached and item.start in by_name:
            yield UNREACHED.found(item, f"steps.{index}", step=step.name)
    yield from _circles(item, by_name)
    yield from _branches(item)


def following(step: Step) -> tuple[str, ...]:
    """The names of the steps that `step` can lead to."""
    names = [getattr(step, field, None) for field in ("then", "wrong", "otherwise", "failed")]
    cases = [case.then for case in step.cases] if isinstance(step, steps.BranchStep) else []
    return tuple(dict.fromkeys(name for name in (*cases, *names) if name is not None))


def _reached(item: Flow, by_name: Mapping[str, Step]) -> set[str]:
    reached: set[str] = set()
    ahead = [item.start]
    while ahead:
        name = ahead.pop()
        if name in by_name and name not in reached:
            reached.add(name)
            ahead += following(by_name[name])
    return reached


def _circles(item: Flow, by_name: Mapping[str, Step]) -> Iterator[Finding]:
    """Circles of steps that take no time, each told once. A way out of the circle makes it a warning."""
    told: set[str] = set()
    for step in item.steps:
        circle = _circle_from(step, by_name) if step.name not in told else []
        if circle:
            told.update(each.name for each in circle)
            ways_out = any(len(_ways(each)) > 1 for each in circle)
            names = " → ".join(each.name for each in (*circle, circle[0]))
            yield (MAYBE_ENDLESS if ways_out else ENDLESS).found(item, "steps", circle=names)


def _circle_from(start: Step, by_name: Mapping[str, Step]) -> list[Step]:
    """The shortest way from `start` back to it over steps that take no time; empty when there is none."""
    if not _at_once(start):
        return []
    came_from: dict[str, str] = {}
    ahead = [start.name]
    for name in ahead:  # grows while it is walked
        for target in following(by_name[name]):
            if target == start.name:
                way = [name]
                while way[-1] != start.name:
                    way.append(came_from[way[-1]])
                return [by_name[each] for each in reversed(way)]
            if target in by_name and target not in came_from and _at_once(by_name[target]):
                came_from[target] = name
                ahead.append(target)
    return []


def _at_once(step: Step) -> bool:
    return isinstance(step, _AT_ONCE) or (isinstance(step, steps.WaitStep) and step.seconds == 0)


def _ways(step: Step) -> set[str | None]:
    """All that can come after a step, None where the flow ends."""
    if isinstance(step, steps.BranchStep):
        return {step.otherwise, *(case.then for case in step.cases)}
    return {getattr(step, "then", None), *([step.failed] if isinstance(step, steps.FetchStep) and step.failed else [])}


def _branches(item: Flow) -> Iterator[Finding]:
    known = _variables(item)
    for index, step in enumerate(item.steps):
        if not isinstance(step, steps.BranchStep):
            continue
        for number, case in enumerate(step.cases, start=1):
            place = f"steps.{index}.cases.{number - 1}"
            if case.variable is not None and case.variable not in known:
                yield NEVER_SET.found(item, place, step=step.name, variable=case.variable)
            if not case.model_fields_set - {"then"} and number < len(step.cases):
                yield CASE_UNREACHED.found(item, place, step=step.name, number=number)
                break


def _variables(item: Flow) -> set[str]:
    """What any step sets."""
    known: set[str] = set()
    for step in item.steps:
        match step:
            case steps.AskStep():
                known.add(step.into)
            case steps.SetStep() if step.variable is not None:
                known.add(step.variable)
            case steps.FetchStep():
                known.update(step.variables, step.defaults)
    return known
