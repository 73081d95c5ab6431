"""A node's folder of recordings and its control plane, for tests of files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from node_agent.control import ControlPlane
from node_agent.files.outgoing import keep
from tests.kit.control_plane import FakeControlPlane
from wire.envelope import Signer
from wire.files import FileKind

AT = datetime(2026, 11, 23, 3, 26, 44, tzinfo=UTC)
CONTENT = b"RIFF....WAVE" + bytes(range(256)) * 40


@contextmanager
def connected() -> Iterator[tuple[FakeControlPlane, ControlPlane]]:
    signer = Signer(Ed25519PrivateKey.generate())
    fake = FakeControlPlane("n1", signer.public)
    try:
        with ControlPlane(fake.url, signer) as client:
            yield fake, client
    finally:
        fake.close()


def made(recordings: Path, name: str, kind: FileKind = FileKind.RECORDING, *, company: str = "acme", **of: Any) -> Path:
    """A complete file that waits for its upload."""
    path = recordings / company / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CONTENT)
    keep(recordings, f"{company}/{name}", kind=kind, at=AT, seconds=1.0, **of)
    return path


def left(recordings: Path) -> list[str]:
    """What is in all folders of companies."""
    return sorted(path.name for path in recordings.rglob("*") if path.is_file())
