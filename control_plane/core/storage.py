"""Files (sounds, recordings, releases to come) behind one port: a folder, or any S3 through boto3.

Names are ours (`recordings/<company>/<id>.ogg`), never a user's; both kinds refuse anything else.
"""

import os
import re
import tempfile
from pathlib import Path
from typing import Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from control_plane.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


class StorageAway(Exception):
    """The storage does not answer or refuses us; nothing was changed."""


class NoSuchFile(LookupError):
    """There is no file of this name."""


class Storage(Protocol):
    """What features may do with files. All methods raise StorageAway, and ValueError for a bad name."""

    def put(self, name: str, content: bytes) -> None:
        """Store or replace; readers see the old content or the new one, never a part."""

    def get(self, name: str) -> bytes:
        """Raises NoSuchFile."""

    def delete(self, name: str) -> None:
        """Harmless when it is gone already."""


class FolderStorage:
    """A folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, part = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(part).rename(path)
        except OSError as problem:
            raise StorageAway(f"cannot write to {self._folder}: {problem.strerror}") from problem

    def get(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
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

    def get(self, name: str) -> bytes:
        content: bytes = self._ask("get_object", Key=checked(name))["Body"].read()
        return content

    def delete(self, name: str) -> None:
        self._ask("delete_object", Key=checked(name))

    def _ask(self, operation: str, **arguments: Any) -> Any:
        try:
            return getattr(self._client, operation)(Bucket=self._bucket, **arguments)
        except self._client.exceptions.NoSuchKey:
            raise NoSuchFile(arguments["Key"]) from None
        except (BotoCoreError, ClientError) as problem:
            raise StorageAway(f"bucket {self._bucket}: {problem}") from problem


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
