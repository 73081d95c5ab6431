from pathlib import Path

import pytest

from asterisk_images.manifest import Manifest, first_difference, scan, tree_id


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "rootfs"
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/phone").write_text("ring")
    (root / "usr/bin/link").symlink_to("phone")
    return root


def test_an_untouched_tree_is_as_it_was_built(tree: Path) -> None:
    assert first_difference(scan(tree), scan(tree)) is None


@pytest.mark.parametrize(
    ("touch", "sentence"),
    [
        (lambda root: (root / "usr/bin/phone").write_text("rinG"), "usr/bin/phone has changed"),
        (lambda root: (root / "usr/bin/phone").chmod(0o777), "usr/bin/phone has changed"),
        (lambda root: (root / "usr/bin/phone").unlink(), "usr/bin/phone is missing"),
        (lambda root: (root / "usr/bin/tap").write_text("x"), "usr/bin/tap was not there when the image was built"),
        (lambda root: (root / "usr").chmod(0o777), "usr has changed"),
    ],
)
def test_the_first_touched_file_is_named(tree: Path, touch: object, sentence: str) -> None:
    built = scan(tree)
    assert callable(touch)
    touch(tree)
    assert first_difference(built, scan(tree)) == sentence


def test_a_link_that_points_elsewhere_is_noticed_and_not_followed(tree: Path) -> None:
    built = scan(tree)
    (tree / "usr/bin/link").unlink()
    (tree / "usr/bin/link").symlink_to("/etc/passwd")
    assert first_difference(built, scan(tree)) == "usr/bin/link has changed"


def test_the_same_content_has_the_same_name_whenever_it_was_written(tree: Path) -> None:
    before = tree_id(scan(tree))
    (tree / "usr/bin/phone").write_text("ring")
    assert tree_id(scan(tree)) == before


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest("id", "recipe", "forky", "2026-01-01T00:00:00+00:00", {"asterisk": "22"}, {"a": "dir 0755"})
    manifest.write(tmp_path / "manifest.json")
    assert Manifest.read(tmp_path / "manifest.json") == manifest
