"""What `./carillon test` says of a run."""

import signal

import pytest

from deploy import test_run


@pytest.mark.parametrize(("returned", "code"), [(0, 0), (1, 1), (-signal.SIGABRT, 134), (-signal.SIGSEGV, 139)])
def test_a_run_that_crashed_has_failed(returned: int, code: int) -> None:
    assert test_run.exit_code(returned) == code


def test_a_crash_in_one_half_is_not_hidden_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    crash = ["import os", "os.abort()"]
    monkeypatch.setattr(test_run, "_argv", lambda _layers: ["python", "-c", ";".join(crash)])
    monkeypatch.setattr(test_run, "_with_instances", lambda argv: test_run._pytest(argv, {}))
    assert test_run.run(["node"], []) == 134
