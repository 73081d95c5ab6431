"""The body of an upload as it comes, compared with what was signed."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from control_plane.core.problems import Invalid
from wire.files import Upload


class NotAsSigned(Invalid):
    code, title = "not-as-signed", "The file is not the one that was announced"


def as_signed(upload: Upload, body: Iterable[bytes]) -> Iterator[bytes]:
    """The same pieces. Raises NotAsSigned at the end, or as soon as more comes than was announced."""
    digest, size = hashlib.sha256(), 0
    for piece in body:
        size += len(piece)
        if size > upload.bytes:
            raise NotAsSigned("More came than was announced.")
        digest.update(piece)
        yield piece
    if (digest.hexdigest(), size) != (upload.sha256, upload.bytes):
        raise NotAsSigned("The file that came has another content than was announced; send it again.")


@contextmanager
def spooled(body: Iterable[bytes]) -> Iterator[Path]:
    """All of it in a file of this machine, which goes when the block ends."""
    with tempfile.NamedTemporaryFile(prefix="carillon-") as file:
        file.writelines(body)
        file.flush()
        yield Path(file.name)
