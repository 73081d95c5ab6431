"""A node with a real Asterisk for each test file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.node import Node
from tests.kit.valkey import Valkey


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    with Valkey(tmp_path_factory.mktemp("valkey"), "n1", "n10") as valkey:
        yield valkey


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    """Nothing runs yet."""
    with Node(tmp_path / "node") as node:
        yield node
