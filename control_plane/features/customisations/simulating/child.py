"""The process of simulations: a task on standard input, its answers on standard output.

Started by `apart`, behind walls: without network, without any file but the code of the simulator.
"""

import asyncio
import resource
import sys
import tempfile
import traceback
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, Final

from control_plane.features.customisations.simulating.tale import ANSWERS, TASK, Again, Answer, Items, Tale, Task
from tenants.extend.loader import BadCustomisation, load_folder, load_release
from tenants.model import Company, Kind, parse_object
from tenants.simulate import NotUnderstood, Story, ask
from tenants.simulate.retelling import CannotTell, tell_again

MEMORY: Final = 512 * 1024 * 1024
PROCESSOR_SECONDS: Final = 5
FILES: Final = 2 * 1024 * 1024
TRACE_LINES: Final = 12
LINE_MAX: Final = 300


def main() -> None:
    task = TASK.validate_json(sys.stdin.buffer.read())
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, FILES),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    out = sys.stdout.buffer
    # What somebody's code prints is not the answer.
    sys.stdout = sys.stderr
    out.write(ANSWERS.dump_json(answers(task)))
    out.flush()


def answers(task: Task) -> list[Answer]:
    """The questions' in their order, then those to what is told again."""
    try:
        _load(task)
        company = _company(task, task.items)
    except Exception as problem:  # noqa: BLE001  somebody's code may raise anything
        return [_failed(problem)] * (len(task.questions) + len(task.again))
    return [_answer(each) for each in _calls(task, company)]


def _calls(task: Task, company: Company) -> Iterator[Coroutine[Any, Any, Story]]:
    for question in task.questions:
        yield ask(company, question, task.now)
    for again in task.again:
        yield _told_again(task, company, again)


async def _told_again(task: Task, company: Company, again: Again) -> Story:
    met = company if again.met is None else _company(task, again.met)
    return await tell_again(met, company, again.witness, patience=again.patience)


def _answer(call: Coroutine[Any, Any, Story]) -> Answer:
    try:
        return Answer(Tale.of(asyncio.run(call)))
    except NotUnderstood as problem:
        return Answer(part=problem.part, misunderstood=str(problem))
    except CannotTell as problem:
        return Answer(misunderstood=str(problem))
    except Exception as problem:  # noqa: BLE001  somebody's code may raise anything
        return _failed(problem)


def _company(task: Task, items: Items) -> Company:
    return Company.build(task.company, task.version, [parse_object(Kind(kind), data) for kind, data in items])


def _load(task: Task) -> None:
    if task.customisation is None or task.customisation.bundle is None:
        load_release()
        return
    root = Path(tempfile.mkdtemp())
    for path, content in task.files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    load_folder(root / task.customisation.name, task.customisation.bundle)


def _failed(problem: Exception) -> Answer:
    lines = "".join(traceback.format_exception(problem)).splitlines()
    return Answer(failed=_in_short(problem)[:500], trace=tuple(line[:LINE_MAX] for line in lines[-TRACE_LINES:]))


def _in_short(problem: Exception) -> str:
    if isinstance(problem, BadCustomisation):
        return str(problem)
    place = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__}: {problem} ({Path(place.filename).name}, line {place.lineno})"


if __name__ == "__main__":
    main()
