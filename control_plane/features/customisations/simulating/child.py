"""The process of one simulation: a task on standard input, an answer on standard output.

Started by `apart`, behind walls: without network, without any file but the code of the simulator.
"""

import asyncio
import resource
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Final

from control_plane.features.customisations.simulating.tale import ANSWER, TASK, Answer, Tale, Task
from tenants.extend.loader import BadCustomisation, load_folder, load_release
from tenants.model import Company, Kind, parse_object
from tenants.simulate import NotUnderstood, ask

MEMORY: Final = 512 * 1024 * 1024
PROCESSOR_SECONDS: Final = 5
FILES: Final = 2 * 1024 * 1024


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
    out.write(ANSWER.dump_json(answer(task)))
    out.flush()


def answer(task: Task) -> Answer:
    try:
        _load(task)
        company = Company.build(
            task.company, task.version, [parse_object(Kind(kind), data) for kind, data in task.items]
        )
        story = asyncio.run(ask(company, task.question, task.now))
        return Answer(Tale(story.outcome, story.rang, story.timeline))
    except NotUnderstood as problem:
        return Answer(part=problem.part, misunderstood=str(problem))
    except BadCustomisation as problem:
        return Answer(failed=str(problem))
    except Exception as problem:  # noqa: BLE001  somebody's code may raise anything
        return Answer(failed=_last_place(problem))


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


def _last_place(problem: BaseException) -> str:
    place = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__}: {problem} ({Path(place.filename).name}, line {place.lineno})"[:500]


if __name__ == "__main__":
    main()
