"""What the node's files depend on, and where things are below the node's folder."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path


def _secret() -> str:
    return secrets.token_hex(24)


@dataclass(frozen=True)
class Places:
    """Files below the node's folder (CARILLON_NODE_STATE) that concern Asterisk."""

    state: Path

    @property
    def etc(self) -> Path:
        return self.state / "etc"

    @property
    def certificate(self) -> Path:
        """For encrypted signalling; Asterisk sees it as /etc/asterisk/sip.crt."""
        return self.etc / "sip.crt"

    @property
    def certificate_key(self) -> Path:
        return self.etc / "sip.key"

    @property
    def authorities(self) -> Path:
        """Whose certificates of providers are good; Asterisk sees it as /etc/asterisk/sip-authorities.crt."""
        return self.etc / "sip-authorities.crt"

    @property
    def realtime(self) -> Path:
        """Seen by Asterisk as /srv: a folder, since WAL needs files beside the database."""
        return self.state / "realtime" / "realtime.sqlite"

    @property
    def cel(self) -> Path:
        return self.state / "var" / "log" / "cel" / "events.jsonl"

    @property
    def astdb(self) -> Path:
        """Asterisk's own small database; registered phones are in it."""
        return self.state / "var" / "lib" / "astdb.sqlite3"

    @property
    def control_folder(self) -> Path:
        """Where Asterisk's control socket `asterisk.ctl` is."""
        return self.state / "var" / "run" / "asterisk"

    @property
    def agi_token(self) -> Path:
        return self.state / "agi-token"

    @property
    def ami_secrets(self) -> Path:
        """JSON: AMI user → secret, mode 0600, new at every start of Asterisk."""
        return self.state / "ami-secrets.json"

    @property
    def pid(self) -> Path:
        """JSON: pid and start time of the running Asterisk."""
        return self.state / "asterisk.pid"

    @property
    def stopped(self) -> Path:
        """There while somebody wants Asterisk to stay down."""
        return self.state / "asterisk.stopped"


AMI_USERS = ("apply", "watch", "calls")
"""`apply` may also change hints and drop stale contacts (class system); `watch` only asks; `calls` hears which phones
are free, lights lamps, and has errands called (class originate)."""


@dataclass(frozen=True)
class Inputs:
    """Ports, addresses and per-boot secrets of one start of Asterisk."""

    modules_folder: str
    """Inside the image, such as /usr/lib/x86_64-linux-gnu/asterisk/modules."""
    modules: tuple[str, ...]
    realm: str = "carillon"
    sip_host: str = "127.0.0.1"
    sip_port: int = 5060
    sip_tls_port: int = 5061
    ami_port: int = 5038
    fastagi_port: int = 4573
    rtp_start: int = 16000
    rtp_end: int = 16999
    max_calls: int = 500
    """Channels are shed above it: past its ceiling Asterisk collapses instead of refusing."""
    ami_secret_by_user: dict[str, str] = field(
        default_factory=lambda: {user: _secret() for user in AMI_USERS}, repr=False
    )
    agi_token: str = field(default_factory=_secret, repr=False)


def modules_folder(image: Path) -> str:
    """The image's folder of modules; its name holds the processor's. Raises FileNotFoundError when there is none."""
    for folder in sorted(image.glob("usr/lib/*/asterisk/modules")):
        return f"/{folder.relative_to(image)}"
    raise FileNotFoundError(f"{image} holds no Asterisk: build the image again with `./carillon image build`")
