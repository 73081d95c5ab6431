"""An encrypted file of the storage as a file that can be read anywhere: what reads ZIPs wants to seek."""

import io
from typing import IO, cast

from control_plane.core.vault import CHUNK, Vault

BUFFER = 16 * CHUNK


class _VaultFile(io.RawIOBase):
    def __init__(self, vault: Vault, name: str, owner: str, size: int) -> None:
        super().__init__()
        self._vault, self._name, self._owner, self._size, self._at = vault, name, owner, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        end = min(self._size, self._at + len(buffer))
        if end <= self._at:
            return 0
        content = b"".join(self._vault.read(self._name, self._owner, self._size, self._at, end))
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)


def vault_file(vault: Vault, name: str, owner: str, size: int) -> IO[bytes]:
    """Raises FileUnreadable, NoSuchFile and StorageAway while it is read."""
    return cast(IO[bytes], io.BufferedReader(_VaultFile(vault, name, owner, size), BUFFER))
