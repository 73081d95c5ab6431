"""`carillon` as it is installed elsewhere: a wheel without the rest of Carillon, a process, a server over HTTP."""

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from werkzeug.serving import make_server

from deploy.paths import REPOSITORY
from tests.kit.customers import Program

SECONDS = 120


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install carillon` unpacks; what it depends on is this environment's."""
    source, built, target = (tmp_path_factory.mktemp(name) for name in ("source", "built", "target"))
    shutil.copytree(REPOSITORY / "carillon_client", source / "carillon_client")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(built), str(source)]
    subprocess.run(wheel, check=True, timeout=SECONDS, cwd=source)
    (file,) = built.iterdir()
    with zipfile.ZipFile(file) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith("METADATA"))
        lines = archive.read(metadata).decode().splitlines()
        needs = {line.split(": ")[1] for line in lines if line.startswith("Requires-Dist") and "extra ==" not in line}
        assert {need.partition(">")[0].partition("<")[0] for need in needs} == {"click", "httpx", "pydantic", "rich"}
        assert {name.partition("/")[0] for name in archive.namelist()} == {
            "carillon_client",
            metadata.partition("/")[0],
        }
    install = [*pip, "install", "--no-deps", "--no-index", "--target", str(target), str(file)]
    subprocess.run(install, check=True, timeout=SECONDS)
    return target


@pytest.fixture
def url(app: APIFlask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


class Shell:
    """Somebody's terminal, somewhere else."""

    def __init__(self, installed: Path, home: Path) -> None:
        self._installed, self._home = installed, home

    def __call__(self, *words: str, typed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        settings = {"PATH": os.environ["PATH"], "HOME": str(self._home), "PYTHONPATH": str(self._installed)}
        argv = [sys.executable, "-P", str(self._installed / "bin" / "carillon"), *words]
        return subprocess.run(
            argv,
            input=typed,
            env=settings | variables,
            cwd=self._home,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )


@pytest.fixture
def shell(installed: Path, tmp_path: Path) -> Shell:
    return Shell(installed, tmp_path)


def test_somebody_signs_in_works_and_signs_out(shell: Shell, url: str, owner: Program, tmp_path: Path) -> None:
    wrong = shell("login", "--url", url, typed="crl_wrong\n")
    assert (wrong.returncode, wrong.stdout) == (3, "")
    signed_in = shell("login", "--url", url, typed=f"{owner.token}\n")
    assert signed_in.returncode == 0, signed_in.stderr
    assert "1 companies (bluebell)" in signed_in.stderr
    file = tmp_path / ".config" / "carillon" / "login.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    seen = json.loads(shell("whoami", "--json").stdout)
    assert (seen["url"], seen["companies"]) == (url, ["bluebell"])

    added = shell("employees", "add", "--name", "Анна", "--number", "501", "--json")
    assert json.loads(added.stdout)["number"] == "501", added.stderr
    taken = shell("employees", "add", "--name", "Boris", "--number", "501")
    assert (taken.returncode, taken.stdout) == (1, "")
    assert "Анна" in taken.stderr
    words = {"_CARILLON_COMPLETE": "bash_complete", "COMP_WORDS": "carillon employees show 5", "COMP_CWORD": "3"}
    assert shell(**words).stdout == "plain,501\n"

    assert shell("logout").returncode == 0
    assert not file.exists()
    assert shell("companies", "list").returncode == 3


def test_the_environment_is_enough(shell: Shell, url: str, owner: Program) -> None:
    listed = shell("companies", "list", "--json", CARILLON_URL=url, CARILLON_TOKEN=owner.token)
    assert [each["id"] for each in json.loads(listed.stdout)] == ["bluebell"]
    silent = shell("companies", "list", CARILLON_URL="http://127.0.0.1:9", CARILLON_TOKEN=owner.token)
    assert (silent.returncode, silent.stdout) == (4, "")
