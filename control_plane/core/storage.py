"""Files (sounds, recordings, releases to come) behind one port: a folder, or any S3 through boto3.

Names are ours (`recordings/<company>/<id>`), never a user's; both kinds refuse anything else. What is secret is
encrypted before it comes here: see core/vault.py.
"""

import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol

import boto3
from boto3.exceptions import S3UploadFailedError
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from control_plane.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_BLOCK = 1024 * 1024


class StorageAway(Exception):
    """The storage does not answer or refuses us; nothing was changed."""


class NoSuchFile(LookupError):
    """There is no file of this name."""


@dataclass(frozen=True)
class Listed:
    name: str
    at: datetime
    """When it was put."""


class Storage(Protocol):
    """What features may do with files. All methods raise StorageAway, and ValueError for a bad name."""

    def put(self, name: str, content: bytes) -> None:
        """Store or replace; readers see the old content or the new one, never a part."""

    def put_file(self, name: str, path: Path) -> None:
        """The same with what a file of this machine holds, however large."""

    def get(self, name: str) -> bytes:
        """Raises NoSuchFile."""

    def get_part(self, name: str, start: int, length: int) -> bytes:
        """Bytes from `start` on, fewer than `length` only at the end. Raises NoSuchFile."""

    def names(self, folder: str) -> Iterator[Listed]:
        """Everything below a folder, in no order."""

    def delete(self, name: str) -> None:
        """Harmless when it is gone already."""


class FolderStorage:
    """A folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        self._write(name, io.BytesIO(content))

    def put_file(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            self._write(name, source)

    def get(self, name: str) -> bytes:
        with self._reading(name) as file:
            return file.read()

    def get_part(self, name: str, start: int, length: int) -> bytes:
        with self._reading(name) as file:
            file.seek(start)
            return file.read(length)

    def names(self, folder: str) -> Iterator[Listed]:
        for path in self._path(folder).rglob("*"):
            # A part that is being written has a name that is not ours.
            if _NAME.fullmatch(name := str(path.relative_to(self._folder))) and path.is_file():
                yield Listed(name, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def _write(self, name: str, source: IO[bytes]) -> None:
        path = self._path(name)
        part = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=".")
            with os.fdopen(descriptor, "wb") as file:
                shutil.copyfileobj(source, file, _BLOCK)
                file.flush()
                os.fsync(file.fileno())
            Path(part).rename(path)
        except OSError as problem:
            if part is not None:
                Path(part).unlink(missing_ok=True)
            raise StorageAway(f"cannot write to {self._folder}: {problem.strerror}") from problem

    @contextmanager
    def _reading(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._path(name).open("rb") as file:
                yield file
        except FileNotFoundError:
            raise NoSuchFile(name) from None
        except OSError as problem:
            raise StorageAway(f"cannot read from {self._folder}: {problem.strerror}") from problem

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / checked(name)


class S3Storage:
    """A bucket; the client keeps its connections, and each call ends within seconds."""

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.s3_bucket
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=settings.s3_endpoint_url,
            aws_access_key_id=settings.s3_access_key_id,
            aws_secret_access_key=settings.s3_secret_access_key,
            region_name=settings.s3_region,
            config=Config(connect_timeout=3, read_timeout=20, retries={"max_attempts": 2}),
        )

    def put(self, name: str, content: bytes) -> None:
        self._ask("put_object", Key=checked(name), Body=content)

    def put_file(self, name: str, path: Path) -> None:
        try:
            self._client.upload_file(str(path), self._bucket, checked(name))
        except (BotoCoreError, ClientError, S3UploadFailedError) as problem:
            raise StorageAway(f"bucket {self._bucket}: {problem}") from problem

    def get(self, name: str) -> bytes:
        content: bytes = self._ask("get_object", Key=checked(name))["Body"].read()
        return content

    def get_part(self, name: str, start: int, length: int) -> bytes:
        try:
            answer = self._ask("get_object", Key=checked(name), Range=f"bytes={start}-{start + length - 1}")
        except _BeyondTheEnd:
            return b""
        content: bytes = answer["Body"].read()
        return content

    def names(self, folder: str) -> Iterator[Listed]:
        more: dict[str, str] = {}
        while True:
            answer = self._ask("list_objects_v2", Prefix=checked(folder) + "/", **more)
            for found in answer.get("Contents", ()):
                yield Listed(found["Key"], found["LastModified"])
            if not answer.get("IsTruncated"):
                return
            more = {"ContinuationToken": answer["NextContinuationToken"]}

    def delete(self, name: str) -> None:
        self._ask("delete_object", Key=checked(name))

    def _ask(self, operation: str, **arguments: Any) -> Any:
        try:
            return getattr(self._client, operation)(Bucket=self._bucket, **arguments)
        except self._client.exceptions.NoSuchKey:
            raise NoSuchFile(arguments["Key"]) from None
        except (BotoCoreError, ClientError) as problem:
            answer = getattr(problem, "response", {}).get("ResponseMetadata", {})
            if answer.get("HTTPStatusCode") == 416:
                raise _BeyondTheEnd from None
            raise StorageAway(f"bucket {self._bucket}: {problem}") from problem


class _BeyondTheEnd(Exception):
    """The part that was asked for begins behind the end."""


def storage_of(settings: Settings) -> Storage:
    """S3 when a bucket is set, else the folder."""
    return S3Storage(settings) if settings.s3_bucket else FolderStorage(settings.files)


def check(storage: Storage) -> None:
    """Write, read and delete a small file. Raises StorageAway."""
    storage.put("checks/carillon", b"carillon")
    try:
        if storage.get("checks/carillon") != b"carillon":
            raise StorageAway("what was written reads differently")
    except NoSuchFile:
        raise StorageAway("what was written is not there") from None
    storage.delete("checks/carillon")


def checked(name: str) -> str:
    """Raises ValueError for a name that is not made of lower-case letters, digits, dots, hyphens and slashes."""
    if not _NAME.fullmatch(name) or ".." in name or len(name) > 200:
        raise ValueError("a file's name is ours to make: lower-case letters, digits, dots, hyphens, slashes")
    return name
