"""Fixtures that more than one layer uses."""

from collections.abc import Iterator

import pytest

from tests.kit.stack import Stack, running_stack


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The whole product, started once for all layers that need it."""
    with running_stack() as running:
        yield running
