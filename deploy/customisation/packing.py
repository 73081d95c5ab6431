"""From a folder to an archive, from an archive to a signed bundle."""

import base64
import binascii
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from control_plane.core.clock import now
from deploy.customisation.folder import BadFolder, files_of, hashes_of
from deploy.customisation.prove import proved
from deploy.errors import Stop
from node_agent.version import VERSION
from tenants.extend import Customisation
from tenants.extend.loader import BadCustomisation, load_folder
from tenants.extend.registry import forget, known, register
from tenants.extend.shape import NotShown, schema_of
from tenants.model import Kind
from tenants.model.custom import Customised
from wire.bundles import BundleRefused, Manifest, pack, sign_bundle
from wire.envelope import Signer, key_id

ARCHIVE: Final = ".archive"
BUNDLE: Final = ".bundle"


class BadKey(Stop):
    """No developer's key."""

    code = "bad-key"


class NotPacked(Stop):
    """What was given is no archive of `pack`."""

    code = "not-packed"


def pack_folder(
    folder: Path, kept: Path, *, version: str, author: str, release: str = VERSION
) -> tuple[Manifest, bytes]:
    """The manifest and the archive; the same folder, words and test result give the same bytes. Raises BadFolder."""
    folder = folder.resolve()
    files = files_of(folder)
    try:
        customisation = _loaded(folder)
        manifest = Manifest(
            name=customisation.name,
            title=customisation.title,
            version=version,
            author=author,
            release=release,
            files=hashes_of(files),
            fields=_fields(customisation),
            words={language: dict(words) for language, words in customisation.words.items()},
            descendants={own.__name__: original.__name__ for original, own in customisation.descendants.items()},
            tested=proved(folder, kept),
        )
        return manifest, pack(manifest, files)
    except (BadCustomisation, NotShown, BundleRefused) as problem:
        raise BadFolder(f"{folder.name}: {problem}.") from problem
    except ValidationError as problem:
        names = ", ".join(str(fault["loc"][0]) for fault in problem.errors())
        raise BadFolder(f"{folder.name}: {names} cannot be written so.", "A version is like 1.2.0.") from None


def sign_archive(archive: bytes, signer: Signer) -> bytes:
    """Raises NotPacked."""
    try:
        return sign_bundle(archive, signer, now())
    except BundleRefused as refusal:
        raise NotPacked(f"This is no archive: {refusal}.", "Make one with `./carillon customisation pack`.") from None


def new_key(file: Path) -> str:
    """Make a developer's key in `file`, readable to its owner alone; the public key, for operators. Raises BadKey."""
    if file.exists():
        raise BadKey(f"{file} exists already.", "Give another name, or use the key that is there.")
    private = Ed25519PrivateKey.generate()
    file.touch(mode=0o600)
    file.write_text(base64.b64encode(private.private_bytes_raw()).decode() + "\n")
    return public_of(Signer(private))


def signer_of(seed: str) -> Signer:
    """From a developer's key in base64. Raises BadKey."""
    try:
        return Signer.from_base64(seed.strip())
    except (ValueError, binascii.Error):
        raise BadKey("This is no developer's key.", "Make one with `./carillon customisation key FILE`.") from None


def public_of(signer: Signer) -> str:
    return base64.b64encode(signer.public.public_bytes_raw()).decode()


def id_of(signer: Signer) -> str:
    return key_id(signer.public)


def _loaded(folder: Path) -> Customisation:
    """Without letting it serve anybody in this process. Raises BadCustomisation."""
    which = Customised(name=folder.name)
    before = known(which)
    try:
        return load_folder(folder)
    finally:
        forget(which)
        if before is not None:
            register(before)


def _fields(customisation: Customisation) -> dict[Kind, dict[str, object]]:
    shapes = {kind: customisation.fields_of(kind) for kind in Kind}
    return {kind: schema_of(shape) for kind, shape in shapes.items() if shape is not None}
