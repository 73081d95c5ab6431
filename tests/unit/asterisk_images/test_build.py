from pathlib import Path

import pytest

from asterisk_images import bootstrap, build, mirror, store, trial
from tests.unit.asterisk_images import images


@pytest.fixture(autouse=True)
def _small_images(monkeypatch: pytest.MonkeyPatch) -> None:
    images.pretend(monkeypatch)


def test_an_image_is_named_after_its_content_and_put_to_use(tmp_path: Path) -> None:
    image = images.make(tmp_path)
    assert store.current(tmp_path) == image
    assert image.id == image.manifest.id
    assert image.manifest.packages == {"asterisk": "22.10"}
    assert (image.rootfs / "etc/asterisk/bell.conf").read_text() == "loud=yes\n"
    assert not (image.rootfs / "var/log/dpkg.log").exists()
    store.verify(image)


def test_the_same_recipe_is_not_built_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = images.make(tmp_path)
    monkeypatch.setattr(bootstrap, "unpack", None)
    assert images.make(tmp_path) == first


def test_a_changed_recipe_makes_a_second_image_beside_the_first(tmp_path: Path) -> None:
    first = images.make(tmp_path)
    second = images.make(tmp_path, etc=(("bell.conf", "loud=no\n"),))
    assert store.current(tmp_path) == second
    assert {image.id for image in store.every(tmp_path)} == {first.id, second.id}


def _no_mirror() -> str:
    raise mirror.NoMirror("no archive")


def _broken_packages(_recipe: object, _archive: str, _rootfs: Path, log: Path) -> None:
    log.write_text("E: no such package: asteriks\n")
    raise bootstrap.Failed("mmdebstrap ended with an error")


def _declines(*_: object) -> None:
    raise trial.Failed("res_bell declined to load")


@pytest.mark.parametrize(
    ("step", "place", "name", "failure"),
    [
        ("mirror", mirror, "find", _no_mirror),
        ("packages", bootstrap, "unpack", _broken_packages),
        ("config", trial, "run", _declines),
    ],
)
def test_a_failed_build_names_its_step_and_leaves_the_old_image_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, place: object, name: str, failure: object
) -> None:
    old = images.make(tmp_path)
    monkeypatch.setattr(place, name, failure)
    with pytest.raises(build.BuildFailed, match=f"step '{step}'") as caught:
        images.make(tmp_path, packages=("asterisk", "more"))
    assert caught.value.step == step
    assert store.current(tmp_path) == old
    store.verify(old)
    assert not list(store.images_folder(tmp_path).glob("building-*"))


def test_the_end_of_the_log_comes_with_the_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "unpack", _broken_packages)
    with pytest.raises(build.BuildFailed) as caught:
        images.make(tmp_path)
    assert "asteriks" in caught.value.tail


def test_a_module_that_the_packages_lack_is_named_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(build.BuildFailed, match="res_gong"):
        images.make(tmp_path, modules=("res_bell", "res_gong"))


def test_what_an_interrupted_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    leftover = store.images_folder(tmp_path) / "building-1234" / "rootfs"
    leftover.mkdir(parents=True)
    images.make(tmp_path)
    assert not leftover.exists()


def test_a_touched_image_is_refused_with_the_name_of_the_file(tmp_path: Path) -> None:
    image = images.make(tmp_path)
    (image.rootfs / images.MODULES / "res_bell.so").write_text("evil")
    with pytest.raises(store.ImageDamaged, match=r"res_bell\.so has changed"):
        store.verify(image)


def test_a_manifest_cannot_be_rewritten_to_fit_a_touched_image(tmp_path: Path) -> None:
    image = images.make(tmp_path)
    manifest = image.folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("bell.conf", "gong.conf"))
    with pytest.raises(store.ImageDamaged, match="does not belong"):
        store.verify(image)


def test_a_damaged_image_is_repaired_by_building_it_again(tmp_path: Path) -> None:
    image = images.make(tmp_path)
    (image.rootfs / "srv").rmdir()
    again = build.ensure(tmp_path, images.small_recipe(), again=True)
    assert again.id == image.id
    store.verify(again)
