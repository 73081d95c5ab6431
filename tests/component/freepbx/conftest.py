"""The control plane of the other component tests, with its storage emptied for each test."""

import shutil

import pytest

from tests.component.control_plane.conftest import app, customers, engines, owner, portal, rows
from tests.kit.engines import Engines

__all__ = ["app", "customers", "engines", "owner", "portal", "rows"]


@pytest.fixture(autouse=True)
def _empty_storage(engines: Engines) -> None:
    shutil.rmtree(engines.settings.files, ignore_errors=True)
