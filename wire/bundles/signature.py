"""A developer's signature over an archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wire.bundles.archive import SIZE_MAX, hash_of, unpack
from wire.bundles.manifest import Manifest
from wire.bundles.refusals import BadArchive, BadSignature, UnknownKey
from wire.envelope import EnvelopeRefused, Signer, UnknownSigner, open_envelope

AUDIENCE: Final = "nodes"
OPERATION: Final = "customisation.bundle"
VALID_SECONDS: Final = 10 * 365 * 86_400
"""A signature ends by taking the key off the list, not by time."""
FILE_MAX: Final = 2 * SIZE_MAX
"""Bytes of a whole file."""
_LINE_MAX: Final = 4096


@dataclass(frozen=True)
class Bundle:
    """A bundle whose signature and content are good. `files` by path, each below the folder `manifest.name`."""

    hash: str
    manifest: Manifest
    files: Mapping[str, bytes]
    signer: str
    """Key id."""


def sign_bundle(archive: bytes, signer: Signer, now: datetime) -> bytes:
    """The file that is shipped. Raises BadArchive for what is no bundle."""
    manifest, _ = unpack(archive)
    args = {"archive": hash_of(archive), "name": manifest.name}
    sealed = signer.seal(audience=AUDIENCE, op=OPERATION, version=0, args=args, now=now, seconds=VALID_SECONDS)
    return sealed.encode() + b"\n" + archive


def open_bundle(file: bytes, keys: Mapping[str, Ed25519PublicKey], now: datetime) -> Bundle:
    """Check signature, then content. `keys` are those of the trusted developers by key id.

    Raises UnknownKey, BadSignature, BadArchive.
    """
    if len(file) > FILE_MAX:
        raise BadArchive(f"it is larger than a bundle may be: {FILE_MAX:,} bytes")
    line, newline, archive = file.partition(b"\n")
    if not newline or len(line) > _LINE_MAX:
        raise BadSignature("it is not signed; sign it with `./carillon customisation sign`")
    try:
        payload = open_envelope(
            line.decode("ascii"), keys=dict(keys), audience=AUDIENCE, operations=frozenset({OPERATION}), now=now
        )
    except UnknownSigner as problem:
        raise UnknownKey("signature of an unknown key") from problem
    except (EnvelopeRefused, UnicodeDecodeError) as problem:
        raise BadSignature(f"its signature is not good: {problem}") from problem
    if payload.args.get("archive") != hash_of(archive):
        raise BadSignature("it was changed after it was signed")
    manifest, files = unpack(archive)
    return Bundle(hash_of(file), manifest, files, payload.key)
