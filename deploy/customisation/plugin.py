"""A plugin of pytest: the folder under test serves its companies, and in the originals' suite every company.

Loaded with `-p` before any test is collected; what to do stands in the environment (see `prove`).
"""

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest

from deploy.customisation.plugin_names import EVERYBODY, FOLDER, RESULT
from tenants.extend.loader import load_folder, load_release
from tenants.extend.registry import register
from tenants.model import Profile
from tenants.model.custom import Customised

load_release()
UNDER_TEST: Final = load_folder(Path(os.environ[FOLDER]))
if os.environ.get(EVERYBODY):
    Profile.model_fields["customisation"].default = Customised(name=UNDER_TEST.name)
    Profile.model_rebuild(force=True)


class _Counted:
    passed = failed = 0


def pytest_runtest_setup(item: pytest.Item) -> None:  # noqa: ARG001 (pytest's own signature)
    # A test's own module may have loaded the release's customisation of the same name.
    register(UNDER_TEST)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        _Counted.failed += 1
    elif report.when == "call" and report.passed:
        _Counted.passed += 1


def pytest_sessionfinish(session: Any, exitstatus: int) -> None:  # noqa: ARG001
    result = {"passed": _Counted.passed, "failed": _Counted.failed, "exit": int(exitstatus)}
    Path(os.environ[RESULT]).write_text(json.dumps(result))
