"""Fixtures that more than one layer uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.kit.stack import Stack, running_stack

if TYPE_CHECKING:
    from tests.kit.phones import Phones


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The whole product, started once for all layers that need it."""
    with running_stack() as running:
        yield running


@pytest.fixture(scope="session")
def phones() -> Iterator[Phones]:
    """SIP phones for all layers that need them: pjsua2 allows one endpoint in a process, a second one aborts it."""
    # Its native library is not loaded for those who need no phone.
    from tests.kit.phones import Phones

    with Phones() as made:
        yield made
