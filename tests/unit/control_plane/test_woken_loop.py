"""Loops that share a process: one that fails takes the others along, so that somebody notices."""

import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from control_plane.core.woken_loop import WokenLoop, run_until_stopped
from control_plane.settings import Settings


@dataclass
class Waiting(WokenLoop):
    """Works until it is stopped; needs no database."""

    def __post_init__(self) -> None:
        self.began = threading.Event()

    def work(self) -> None:
        self.began.set()

    def run(self) -> None:
        self.work()
        self.stop.wait(30)


@dataclass
class Failing(Waiting):
    def run(self) -> None:
        raise LookupError("a fault of ours")


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The signals are those of whoever runs the tests."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def settings() -> Settings:
    return Settings.model_construct()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_loop_that_fails_ends_the_whole_process_with_its_error() -> None:
    good, bad = Waiting(settings()), Failing(settings())
    with pytest.raises(LookupError, match="a fault of ours"):
        run_until_stopped(good, bad)
    assert good.stop.is_set()


def test_a_signal_ends_all_of_them_in_order() -> None:
    first, second = Waiting(settings()), Waiting(settings())

    def end() -> None:
        assert first.began.wait(10)
        assert second.began.wait(10)
        signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=end).start()
    run_until_stopped(first, second)
    assert first.stop.is_set()
    assert second.stop.is_set()
