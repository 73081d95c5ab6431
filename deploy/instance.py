"""An instance: one running Carillon with its own folder, ports, secrets, data and processes.

`.carillon/up` is the one of `./carillon up`; `./carillon test` and test fixtures make others. What differs between two
instances is in `instance.env`, made once; everything else (URLs, places) follows from it when it is read, so that one
edited line there is enough.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy import secret
from deploy.errors import Stop
from deploy.ports import LOOPBACK, Ports

FOLDERS = ("postgres", "valkey", "files", "node", "peer", "logs", "run")
# Given in the environment, these replace an engine of ours or reach the control plane as they are.
FOREIGN = ("DATABASE_URL", "CARILLON_DATABASE_OWNER_URL", "REDIS_URL", "CARILLON_NODE_REDIS_URL")
STORAGE = ("S3_ENDPOINT_URL", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "S3_REGION")
MAIL = ("CARILLON_SMTP_URL", "CARILLON_MAIL_FROM")
FORMER_KEYS = ("CARILLON_SECRETS_KEYS_BEFORE",)
DEVELOPERS = ("CARILLON_DEVELOPER_KEYS", "CARILLON_PRIVATE_WEBHOOKS")


class NoInstance(Stop):
    """There is no instance in this folder."""

    code = "no-instance"


class BadInstance(Stop):
    """instance.env has a line that is not NAME=value, or lacks one."""

    code = "bad-instance"


@dataclass(frozen=True)
class Instance:
    """`settings` is what instance.env says, with the caller's environment already put over it."""

    folder: Path
    settings: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def ports(self) -> Ports:
        return Ports.read(self.settings)

    @property
    def node(self) -> str:
        return self.settings["CARILLON_NODE"]

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def run(self) -> Path:
        return self.folder / "run"

    @property
    def own_postgres(self) -> bool:
        """False when DATABASE_URL names somebody else's."""
        return "DATABASE_URL" not in self.settings

    @property
    def own_valkey(self) -> bool:
        """False when REDIS_URL names somebody else's."""
        return "REDIS_URL" not in self.settings

    @property
    def portal_url(self) -> str:
        return self.settings.get("CARILLON_PUBLIC_URL", f"http://{LOOPBACK}:{self.ports.portal}")

    @property
    def control_url(self) -> str:
        """Where the node's agent finds the control plane: on this machine, whatever the public name is."""
        return f"http://{LOOPBACK}:{self.ports.portal}"

    def __getitem__(self, variable: str) -> str:
        """A setting. Raises BadInstance when instance.env lacks it."""
        try:
            return self.settings[variable]
        except KeyError:
            raise BadInstance(
                f"{self.folder / 'instance.env'} lacks {variable}.",
                "Put the line back, or begin anew with `./carillon reset`.",
            ) from None


def create(folder: Path, *, ports: Ports | None = None, node: str = "n1") -> Instance:
    """Make the folders and instance.env where missing, and read it. An existing instance.env keeps its secrets."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    if not (folder / "instance.env").exists():
        _write(folder, (ports or Ports()).settings() | secret.generate(node))
    return load(folder)


def load(folder: Path) -> Instance:
    """Read instance.env; engines and storage named in the environment go over it. Raises NoInstance, BadInstance."""
    settings = _read(folder)
    names = (*FOREIGN, *STORAGE, *MAIL, *FORMER_KEYS, *DEVELOPERS)
    given = {name: os.environ[name] for name in names if os.environ.get(name)}
    return Instance(folder, settings | given)


def choose_ports(folder: Path, wishes: Mapping[str, str]) -> Instance:
    """Write the ports among `wishes` (environment names) into instance.env, so that later commands know them too."""
    settings = _read(folder)
    ports = Ports.read(settings | dict(wishes))
    if (changed := settings | ports.settings()) != settings:
        _write(folder, changed)
    return load(folder)


def _read(folder: Path) -> dict[str, str]:
    file = folder / "instance.env"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise NoInstance("Carillon has not been set up here yet.", "Run `./carillon up`.") from None
    settings: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.isidentifier():
            raise BadInstance(f"{file}, line {number}, is not NAME=value.", "Correct that line.")
        settings[name] = value.strip()
    return settings


def _write(folder: Path, settings: Mapping[str, str]) -> None:
    """Replace instance.env in one step; only its owner may read it."""
    ports = {name: value for name, value in settings.items() if name.endswith(("_PORT", "_START", "_END"))}
    rest = {name: value for name, value in settings.items() if name not in ports}
    lines = ["# Ports: change them here, then `./carillon down` and `./carillon up`."]
    lines += [f"{name}={value}" for name, value in ports.items()]
    lines += ["", "# Secrets and names, made once. Keep them: the data is encrypted with them."]
    lines += [f"{name}={value}" for name, value in rest.items()]
    fresh = folder / "instance.env.new"
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join([*lines, ""]), encoding="utf-8")
    fresh.rename(folder / "instance.env")
