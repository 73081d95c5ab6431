"""The sandbox takes a second to start, so tests of one file share it."""

from collections.abc import Iterator

import pytest

from tenants.extend import registry
from tests.unit.custom.lab import Lab


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("lab"))
    yield lab
    lab.close()


@pytest.fixture(autouse=True)
def _forgiven(lab: Lab) -> None:
    """Each test begins with customisations that have never failed."""
    lab.logic.probation.forget_all()
    lab.logic.failures.clear()


@pytest.fixture(autouse=True)
def _as_in_the_calls_process() -> Iterator[None]:
    """Which registers no customisation: other tests of this process may have."""
    before = dict(registry._KNOWN)
    registry._KNOWN.clear()
    yield
    registry._KNOWN.clear()
    registry._KNOWN.update(before)
