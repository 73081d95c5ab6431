"""A bundle is exactly what a trusted developer signed, and holds nothing that could hurt whoever unpacks it."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tenants.model import Kind
from tests.kit.bundles import AT, FILES, archive_of, bundle_of, manifest_of, signer
from wire.bundles import BadArchive, BadSignature, BundleRefused, TooNew, UnknownKey, open_bundle, pack, unpack
from wire.bundles.archive import FILES_MAX, SIZE_MAX, hash_of
from wire.envelope import key_id

DORA = signer()
KEYS = {key_id(DORA.public): DORA.public}


def test_the_same_folder_gives_the_same_archive_in_whatever_order_it_is_read(tmp_path: Path) -> None:
    other = dict(reversed(FILES.items()))
    assert archive_of(tmp_path / "a") == archive_of(tmp_path / "b", other)
    manifest, files = unpack(archive_of(tmp_path / "c"))
    assert files == FILES
    assert (manifest.name, manifest.is_tested) == ("desk", True)


def test_the_manifest_shows_the_fields_without_anybodys_code(tmp_path: Path) -> None:
    face = manifest_of(FILES, tmp_path, words={"ru": {"Deputy": "Заместитель"}}).face()
    shape = face.fields_of(Kind.EMPLOYEE)
    assert shape is not None
    assert shape.model_fields["deputy"].title == "Deputy"
    assert face.translated("Deputy", "ru") == "Заместитель"
    assert not face.descendants


def test_a_signed_bundle_is_opened_with_the_developers_key(tmp_path: Path) -> None:
    file = bundle_of(tmp_path, DORA)
    bundle = open_bundle(file, KEYS, AT)
    assert (bundle.hash, bundle.files, bundle.signer) == (hash_of(file), FILES, key_id(DORA.public))


def test_a_revoked_key_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownKey, match="signature of an unknown key"):
        open_bundle(bundle_of(tmp_path, DORA), {}, AT)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.partition(b"\n")[2],
        lambda file: file.replace(b"never rung", b"often rung"),
        lambda file: file + b"more",
        lambda file: file[:-20],
        lambda _: b"",
        lambda _: b"\n\n",
        lambda file: b"x" * 5000 + b"\n" + file,
        lambda file: "é".encode() + file,
    ],
)
def test_what_was_changed_after_signing_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises((BadSignature, BadArchive)):
        open_bundle(spoil(bundle_of(tmp_path, DORA)), KEYS, AT)


def test_a_signature_for_something_else_signs_no_bundle(tmp_path: Path) -> None:
    archive = archive_of(tmp_path)
    args = {"archive": hash_of(archive), "name": "desk"}
    for audience, op in (("n1", "customisation.bundle"), ("nodes", "company.document")):
        sealed = DORA.seal(audience=audience, op=op, version=0, args=args, now=AT, seconds=60)
        with pytest.raises(BadSignature):
            open_bundle(sealed.encode() + b"\n" + archive, KEYS, AT)


def zipped(*entries: tuple[str, bytes, int], compressed: bool = False) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, mode << 16
            entry.compress_type = archive.compression
            archive.writestr(entry, content)
    return written.getvalue()


PLAIN = stat.S_IFREG | 0o644
INIT = ("desk/__init__.py", b"", PLAIN)


def hostile(path: Path) -> dict[str, bytes]:
    """By what is wrong."""
    good = archive_of(path)
    manifest = unpack(good)[0].written()

    def with_manifest(*entries: tuple[str, bytes, int]) -> bytes:
        files = {name: hash_of(content) for name, content, _ in entries}
        said = manifest_of({**FILES}, path / "m").model_copy(update={"files": files})
        return zipped(("manifest.json", said.written(), PLAIN), *entries)

    return {
        "climbs out": with_manifest(INIT, ("desk/../../etc/cron.d/x.py", b"", PLAIN)),
        "absolute": with_manifest(INIT, ("/etc/x.py", b"", PLAIN)),
        "windows": with_manifest(INIT, ("desk\\..\\x.py", b"", PLAIN)),
        "outside": with_manifest(INIT, ("other/x.py", b"", PLAIN)),
        "hidden": with_manifest(INIT, ("desk/.profile.py", b"", PLAIN)),
        "binary": with_manifest(INIT, ("desk/x.so", b"\x7fELF", PLAIN)),
        "binary in disguise": with_manifest(INIT, ("desk/x.py", b"\x7fELF\xff\0", PLAIN)),
        "nul": with_manifest(INIT, ("desk/x.py", b"a\0b", PLAIN)),
        "capitals": with_manifest(INIT, ("desk/a.py", b"1", PLAIN), ("desk/A.py", b"2", PLAIN)),
        "file and folder": with_manifest(INIT, ("desk/a.py", b"1", PLAIN), ("desk/a.py/b.py", b"2", PLAIN)),
        "link": with_manifest(INIT, ("desk/x.py", b"/etc/passwd", stat.S_IFLNK | 0o777)),
        "device": with_manifest(INIT, ("desk/x.py", b"", stat.S_IFCHR | 0o600)),
        "set-uid": with_manifest(INIT, ("desk/x.py", b"", stat.S_IFREG | 0o4755)),
        "no start": with_manifest(("desk/x.py", b"", PLAIN)),
        "too many": with_manifest(INIT, *((f"desk/f{n}.py", b"", PLAIN) for n in range(FILES_MAX))),
        "too large": with_manifest(INIT, ("desk/x.py", b"#" * (SIZE_MAX + 1), PLAIN)),
        "not in the manifest": zipped(("manifest.json", manifest, PLAIN), INIT),
        "no manifest": zipped(INIT),
        "bad manifest": zipped(("manifest.json", b"{}", PLAIN), INIT),
        "deep manifest": zipped(("manifest.json", b"[" * 100_000, PLAIN), INIT),
        "bomb": zipped(("manifest.json", b"0" * (SIZE_MAX * 30), PLAIN), compressed=True),
        "something behind": good + b"#!/bin/sh",
        "something before": b"#!/bin/sh\n" + good,
        "no archive": b"hello",
    }


WRONGS = [
    "absolute",
    "bad manifest",
    "binary",
    "binary in disguise",
    "bomb",
    "capitals",
    "climbs out",
    "deep manifest",
    "device",
    "file and folder",
    "hidden",
    "link",
    "no archive",
    "no manifest",
    "no start",
    "not in the manifest",
    "nul",
    "outside",
    "set-uid",
    "something before",
    "something behind",
    "too large",
    "too many",
    "windows",
]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("wrong", WRONGS)
def test_a_hostile_archive_is_refused_before_anything_is_written(archives: dict[str, bytes], wrong: str) -> None:
    assert sorted(archives) == WRONGS
    with pytest.raises(BadArchive):
        unpack(archives[wrong])


def test_a_file_twice_is_refused(tmp_path: Path) -> None:
    manifest = manifest_of(FILES, tmp_path).written()
    with pytest.warns(UserWarning, match="Duplicate"):
        archive = zipped(("manifest.json", manifest, PLAIN), INIT, ("desk/__init__.py", b"evil", PLAIN))
    with pytest.raises(BadArchive, match="twice"):
        unpack(archive)


def test_fields_that_no_portal_can_show_are_refused(tmp_path: Path) -> None:
    good = manifest_of(FILES, tmp_path)
    fields: dict[Kind, dict[str, Any]] = {Kind.EMPLOYEE: {"properties": {"x": {"type": "object", "default": None}}}}
    with pytest.raises(BadArchive, match=r"manifest\.json does not have the right form"):
        unpack(pack(good.model_copy(update={"fields": fields}), FILES))


def test_tests_of_other_files_count_for_nothing(tmp_path: Path) -> None:
    tested = manifest_of(FILES, tmp_path)
    changed = {**FILES, "desk/person.py": FILES["desk/person.py"] + b"# changed\n"}
    again = manifest_of(changed, tmp_path).model_copy(update={"tested": tested.tested})
    assert tested.is_tested
    assert not again.is_tested


def test_an_older_release_does_not_run_it(tmp_path: Path) -> None:
    manifest = manifest_of(FILES, tmp_path, release="1.10")
    manifest.refuse_older_release("1.10.0")
    manifest.refuse_older_release("2.0")
    with pytest.raises(TooNew, match=r"desk 1\.0 needs release 1\.10, here runs 1\.9\.9; update first"):
        manifest.refuse_older_release("1.9.9")


def test_every_refusal_has_a_code() -> None:
    refusals: list[type[BundleRefused]] = [BundleRefused, *BundleRefused.__subclasses__()]
    codes = {each.code for each in refusals}
    assert len(codes) == 5
