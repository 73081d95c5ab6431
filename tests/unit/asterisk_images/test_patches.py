"""Patches of programs in the image."""

from pathlib import Path

import pytest

from asterisk_images import store
from asterisk_images.patches import Patch, Unfit
from asterisk_images.recipe import Recipe
from tests.unit.asterisk_images import images

PATCH = Patch(file="sbin/bell", find=b"\x77\x68", replace=b"\xeb\x68", missing="the bell rings twice")


@pytest.fixture
def bell(tmp_path: Path) -> Path:
    path = tmp_path / "sbin" / "bell"
    path.parent.mkdir()
    path.write_bytes(b"before\x77\x68after")
    path.chmod(0o755)
    return path


def test_a_patch_replaces_what_it_was_made_for_and_nothing_else(tmp_path: Path, bell: Path) -> None:
    assert PATCH.apply(tmp_path)
    assert bell.read_bytes() == b"before\xeb\x68after"
    assert bell.stat().st_mode & 0o777 == 0o755
    assert PATCH.apply(tmp_path)
    assert bell.read_bytes() == b"before\xeb\x68after"


@pytest.mark.parametrize("content", [b"another version", b"\x77\x68 twice \x77\x68"])
def test_a_program_that_the_patch_was_not_made_for_stays_as_it_is(tmp_path: Path, bell: Path, content: bytes) -> None:
    bell.write_bytes(content)
    assert not PATCH.apply(tmp_path)
    assert bell.read_bytes() == content


def test_an_image_says_what_does_not_work_without_a_patch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    images.pretend(monkeypatch)
    patch = Patch(file=f"{images.MODULES}/res_bell.so", find=b"dong", replace=b"ding", missing=PATCH.missing)
    assert images.make(tmp_path, patches=(patch,)).manifest.missing == [PATCH.missing]
    fits = Patch(file=patch.file, find=b"ELF", replace=b"elf", missing=PATCH.missing)
    image = images.make(tmp_path, patches=(fits,))
    assert image.manifest.missing == []
    store.verify(image)


@pytest.mark.parametrize(("find", "replace"), [("77", "7768"), ("", ""), ("xy", "zz")])
def test_a_malformed_patch_is_refused(find: str, replace: str) -> None:
    with pytest.raises(Unfit):
        Patch.of({"file": "sbin/bell", "find": find, "replace": replace, "missing": ""})


def test_the_recipes_patches_are_well_formed() -> None:
    assert [patch.file for patch in Recipe.read().patches] == ["usr/sbin/asterisk"]
