"""Encrypted files in the storage: whoever reads the disk or the bucket reads nothing.

Form: a header (`CRV1`, key id of 4 bytes, salt of 16), then chunks of 64 KiB, each with AES-256-GCM under a key that
HKDF-SHA256 makes of the master key, the salt and the owner. The nonce is the chunk's number and whether it is the last
one, so that chunks can be read on their own (HTTP ranges), yet not cut off, swapped or mixed unnoticed (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). No file is ever in memory as a whole.
"""

import base64
import hashlib
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from control_plane.core.storage import Storage, storage_of
from control_plane.settings import Settings

MAGIC = b"CRV1"
CHUNK = 64 * 1024
TAG = 16
HEADER = len(MAGIC) + 4 + 16
AT_ONCE = 16
"""Chunks that are fetched from the storage in one request."""


class FileUnreadable(Exception):
    """The stored file was encrypted with another key or for another owner, or is damaged."""


class TooLong(Exception):
    """More came than was allowed."""


@dataclass(frozen=True)
class Sealed:
    """An encrypted copy of this machine, gone when its block ends; hash and size are those of the content."""

    path: Path
    sha256: str
    bytes: int
    key_id: str


class Vault:
    """Encrypts with the newest of `keys` (base64 of 32 bytes each), decrypts with any of them."""

    def __init__(self, storage: Storage, keys: tuple[str, ...]) -> None:
        self.storage = storage
        masters = [base64.b64decode(key) for key in keys]
        self._newest = masters[0]
        self._keys = {_key_id(master): master for master in masters}

    @property
    def key_id(self) -> str:
        """Of the key that encrypts now."""
        return _key_id(self._newest).hex()

    @contextmanager
    def seal(self, content: Iterable[bytes], owner: str, *, most: int) -> Iterator[Sealed]:
        """Encrypt to a file of this machine; give it to `put` before the block ends. Raises TooLong, OSError."""
        salt = secrets.token_bytes(16)
        cipher = AESGCM(_file_key(self._newest, salt, owner))
        digest, size, number = hashlib.sha256(), 0, 0
        with tempfile.NamedTemporaryFile(prefix="carillon-") as file:
            file.write(MAGIC + _key_id(self._newest) + salt)
            for chunk, last in _chunks(content):
                size += len(chunk)
                if size > most:
                    raise TooLong(f"more than {most} bytes")
                digest.update(chunk)
                file.write(cipher.encrypt(_nonce(number, last=last), chunk, None))
                number += 1
            file.flush()
            yield Sealed(Path(file.name), digest.hexdigest(), size, _key_id(self._newest).hex())

    def put(self, name: str, sealed: Sealed) -> None:
        """Raises StorageAway."""
        self.storage.put_file(name, sealed.path)

    def read(self, name: str, owner: str, size: int, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes `start` to `end` (not included; None: the end) of a file whose content has `size` bytes.

        Raises NoSuchFile and FileUnreadable before the first byte, FileUnreadable also later; StorageAway.
        """
        header = self.storage.get_part(name, 0, HEADER)
        if len(header) < HEADER or header[:4] != MAGIC:
            raise FileUnreadable(f"{name} is not an encrypted file of ours")
        master = self._keys.get(header[4:8])
        if master is None:
            raise FileUnreadable(f"{name} was encrypted with another key; is CARILLON_SECRETS_KEY the right one?")
        cipher = AESGCM(_file_key(master, header[8:], owner))
        return self._decrypted(name, cipher, size, start, size if end is None else min(end, size))

    def _decrypted(self, name: str, cipher: AESGCM, size: int, start: int, end: int) -> Iterator[bytes]:
        last = max(0, (size - 1) // CHUNK)
        number = start // CHUNK
        while number * CHUNK < end:
            many = min(AT_ONCE, (end - 1) // CHUNK - number + 1)
            part = self.storage.get_part(name, HEADER + number * (CHUNK + TAG), many * (CHUNK + TAG))
            for offset in range(0, many * (CHUNK + TAG), CHUNK + TAG):
                plain = self._chunk(name, cipher, part[offset : offset + CHUNK + TAG], number, last=number == last)
                begin = number * CHUNK
                yield plain[max(0, start - begin) : end - begin]
                number += 1

    @staticmethod
    def _chunk(name: str, cipher: AESGCM, data: bytes, number: int, *, last: bool) -> bytes:
        try:
            return cipher.decrypt(_nonce(number, last=last), data, None)
        except (InvalidTag, ValueError):
            raise FileUnreadable(f"{name} is damaged, or belongs to another owner") from None


def vault_of(settings: Settings) -> Vault:
    """The vault of this installation."""
    return Vault(storage_of(settings), (settings.secrets_key, *settings.older_secrets_keys))


def _key_id(master: bytes) -> bytes:
    return hashlib.sha256(master).digest()[:4]


def _file_key(master: bytes, salt: bytes, owner: str) -> bytes:
    return HKDF(SHA256(), 32, salt, b"carillon file\0" + owner.encode()).derive(master)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _chunks(content: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """`content` in pieces of CHUNK bytes, the last one marked; a file without bytes is one empty last piece."""
    waiting = bytearray()
    for piece in content:
        waiting += piece
        while len(waiting) > CHUNK:
            yield bytes(waiting[:CHUNK]), False
            del waiting[:CHUNK]
    yield bytes(waiting), True
