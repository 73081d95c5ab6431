"""The shape of a step, and the loop over them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deploy import screen


@dataclass(frozen=True)
class Step:
    """One thing to make. `is_done` is cheap and has no effect; `make` may be repeated after an interruption."""

    label: str
    is_done: Callable[[], bool]
    make: Callable[[screen.Note], None]
    hint: str = ""


def run(steps: Iterable[Step]) -> None:
    """Make what is not done, in order. The first error ends it; what was made stays."""
    for step in steps:
        if not step.is_done():
            with screen.step(step.label, hint=step.hint) as note:
                step.make(note)
