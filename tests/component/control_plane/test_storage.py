"""Files are kept the same way in a folder and in S3."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from control_plane.core.storage import FolderStorage, NoSuchFile, S3Storage, Storage, StorageAway, check
from control_plane.settings import Settings


def settings_for(address: str, bucket: str) -> Settings:
    return Settings.model_validate(
        {
            "DATABASE_URL": "postgresql://x@127.0.0.1/x",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "CARILLON_SECRET_KEY": "s" * 32,
            "CARILLON_SIGNING_KEY": "A" * 43 + "=",
            "CARILLON_SECRETS_KEY": "A" * 43 + "=",
            "S3_ENDPOINT_URL": address,
            "S3_BUCKET": bucket,
            "S3_ACCESS_KEY_ID": "someone",
            "S3_SECRET_ACCESS_KEY": "something",
        }
    )


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    secrets = {"aws_access_key_id": "someone", "aws_secret_access_key": "something"}
    boto3.client("s3", endpoint_url=address, region_name="us-east-1", **secrets).create_bucket(Bucket="carillon")
    yield address
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return FolderStorage(tmp_path / "files")
    return S3Storage(settings_for(request.getfixturevalue("s3"), "carillon"))


def test_file_comes_back_as_it_was_put_and_can_be_replaced(storage: Storage) -> None:
    storage.put("sounds/bluebell/greeting.ogg", b"\0old")
    storage.put("sounds/bluebell/greeting.ogg", b"\0new" * 100_000)

    assert storage.get("sounds/bluebell/greeting.ogg") == b"\0new" * 100_000


def test_deleted_file_is_gone_and_deleting_again_is_harmless(storage: Storage) -> None:
    storage.put("sounds/greeting.ogg", b"x")
    storage.delete("sounds/greeting.ogg")
    storage.delete("sounds/greeting.ogg")

    with pytest.raises(NoSuchFile):
        storage.get("sounds/greeting.ogg")


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../secret", "a/../../b", "a//b", "A b", "a\nb", "é", "a" * 201])
def test_name_that_is_not_ours_is_refused(storage: Storage, name: str) -> None:
    for act in (lambda: storage.put(name, b""), lambda: storage.get(name), lambda: storage.delete(name)):
        with pytest.raises(ValueError, match="ours to make"):
            act()


def test_working_storage_passes_the_check(storage: Storage) -> None:
    check(storage)


def test_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(StorageAway, match="cannot write"):
        check(FolderStorage(tmp_path / "file"))


def test_missing_bucket_and_absent_server_say_so(s3: str) -> None:
    with pytest.raises(StorageAway, match="nowhere"):
        check(S3Storage(settings_for(s3, "nowhere")))
    with pytest.raises(StorageAway):
        check(S3Storage(settings_for("http://127.0.0.1:1", "carillon")))
