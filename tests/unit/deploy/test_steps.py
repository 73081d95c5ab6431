from pathlib import Path

import pytest

from deploy import setup
from deploy.setup import Step, stamp


class Kitchen:
    """Steps that make files, and one that can fail."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made, self.fails = folder, [], set()  # type: ignore[var-annotated]

    def steps(self) -> list[Step]:
        return [self._step(name) for name in ("dough", "oven", "bread")]

    def _step(self, name: str) -> Step:
        def make(_note: object) -> None:
            if name in self.fails:
                raise KeyboardInterrupt
            self.made.append(name)
            (self.folder / name).touch()

        return Step(name, (self.folder / name).exists, make)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(tmp_path)


def test_an_interrupted_set_up_goes_on_where_it_was(kitchen: Kitchen) -> None:
    kitchen.fails = {"oven"}
    with pytest.raises(KeyboardInterrupt):
        setup.run(kitchen.steps())
    kitchen.fails = set()
    setup.run(kitchen.steps())
    assert kitchen.made == ["dough", "oven", "bread"]


def test_a_second_run_has_nothing_to_do(kitchen: Kitchen) -> None:
    setup.run(kitchen.steps())
    kitchen.made.clear()
    setup.run(kitchen.steps())
    assert kitchen.made == []


def test_a_changed_input_makes_a_result_stale(tmp_path: Path) -> None:
    source, mark = tmp_path / "source", tmp_path / "mark"
    source.write_text("one")
    stamp.write(mark, stamp.of([source], "tool 1"))
    assert stamp.fits(mark, stamp.of([source], "tool 1"))
    assert not stamp.fits(mark, stamp.of([source], "tool 2"))
    source.write_text("two")
    assert not stamp.fits(mark, stamp.of([source], "tool 1"))
