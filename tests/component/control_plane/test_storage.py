"""Files are kept the same way in a folder and in S3."""

import base64
import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from control_plane.core.storage import FolderStorage, NoSuchFile, S3Storage, Storage, StorageAway, check
from control_plane.core.vault import CHUNK, HEADER, TAG, FileUnreadable, TooLong, Vault
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


def test_part_of_a_file_can_be_read(storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(range(256)) * 1000)
    storage.put_file("sounds/x", tmp_path / "x")
    assert storage.get_part("sounds/x", 256, 4) == b"\0\1\2\3"
    assert storage.get_part("sounds/x", 255_998, 10) == b"\xfe\xff"
    assert storage.get_part("sounds/x", 300_000, 10) == b""
    with pytest.raises(NoSuchFile):
        storage.get_part("sounds/y", 0, 1)


def test_files_are_listed_by_folder(storage: Storage) -> None:
    for name in ("kept/bluebell/a", "kept/bluebell/b/c", "kept/rival/a"):
        storage.put(name, b"x")
    assert {each.name for each in storage.names("kept/bluebell")} == {"kept/bluebell/a", "kept/bluebell/b/c"}
    assert list(storage.names("kept/nobody")) == []


KEY = base64.b64encode(b"k" * 32).decode()
OLD = base64.b64encode(b"o" * 32).decode()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 40 * CHUNK + 7])
def test_secret_file_comes_back_as_it_was_and_any_part_of_it(storage: Storage, size: int) -> None:
    content = random.Random(size).randbytes(size)
    vault = Vault(storage, (KEY,))
    with vault.seal([content[:10], content[10:]], "bluebell", most=size) as sealed:
        vault.put("kept/x", sealed)
    assert (sealed.sha256, sealed.bytes) == (hashlib.sha256(content).hexdigest(), size)
    assert not sealed.path.exists()
    assert b"".join(vault.read("kept/x", "bluebell", size)) == content
    for start, end in ((0, 1), (size // 2, size // 2 + CHUNK), (size - 1, size), (CHUNK - 1, 17 * CHUNK + 1)):
        if 0 <= start < size:
            assert b"".join(vault.read("kept/x", "bluebell", size, start, end)) == content[start:end]


def test_whoever_reads_the_storage_reads_nothing(storage: Storage) -> None:
    vault = Vault(storage, (KEY,))
    with vault.seal([b"my card number is 4111" * 5000], "bluebell", most=10**6) as sealed:
        vault.put("kept/x", sealed)
    assert b"card" not in storage.get("kept/x")


def test_secret_file_of_somebody_else_damaged_or_cut_is_unreadable(storage: Storage) -> None:
    vault = Vault(storage, (KEY,))
    size = 3 * CHUNK
    with vault.seal([b"x" * size], "bluebell", most=size) as sealed:
        vault.put("kept/x", sealed)
    raw = storage.get("kept/x")
    swapped = raw[:HEADER] + raw[HEADER + CHUNK + TAG : HEADER + 2 * (CHUNK + TAG)] + raw[HEADER : HEADER + CHUNK + TAG]
    for bad, owner, length in (
        (raw, "rival", size),
        (raw[: HEADER + 2 * (CHUNK + TAG)], "bluebell", 2 * CHUNK),
        (raw[:-1], "bluebell", size),
        (swapped + raw[HEADER + 2 * (CHUNK + TAG) :], "bluebell", size),
        (raw[:-5] + b"?" + raw[-4:], "bluebell", size),
        (b"RIFF", "bluebell", 4),
        (b"", "bluebell", 4),
    ):
        storage.put("kept/x", bad)
        with pytest.raises(FileUnreadable):
            b"".join(vault.read("kept/x", owner, length))


def test_former_key_still_reads_and_the_new_one_writes(storage: Storage) -> None:
    with Vault(storage, (OLD,)).seal([b"old"], "bluebell", most=10) as sealed:
        Vault(storage, (OLD,)).put("kept/x", sealed)
    both = Vault(storage, (KEY, OLD))
    assert b"".join(both.read("kept/x", "bluebell", 3)) == b"old"
    with both.seal([b"new"], "bluebell", most=10) as fresh:
        assert fresh.key_id != sealed.key_id
    with pytest.raises(FileUnreadable, match="another key"):
        Vault(storage, (KEY,)).read("kept/x", "bluebell", 3)


def test_more_than_was_allowed_is_not_stored(storage: Storage) -> None:
    with pytest.raises(TooLong), Vault(storage, (KEY,)).seal([b"x" * 11], "bluebell", most=10):
        pass
