from pathlib import Path

import pytest

from asterisk_images import modules
from asterisk_images.bootstrap import command, package_versions
from asterisk_images.bwrap import Bind
from asterisk_images.bwrap import command as bwrap_command
from asterisk_images.mirror import NoMirror, choose
from asterisk_images.recipe import Recipe


def test_the_recipe_of_the_project_can_be_read_and_loads_no_module_twice() -> None:
    recipe = Recipe.read()
    assert len(set(recipe.modules)) == len(recipe.modules) > 50
    assert modules() == recipe.modules
    assert {"res_pjsip", "res_agi", "res_config_sqlite3", "func_realtime"} <= set(recipe.modules)


def test_every_word_of_the_recipe_counts_for_its_hash() -> None:
    recipe = Recipe.read()
    assert Recipe.read().hash == recipe.hash
    assert Recipe(**{**vars(recipe), "modules": recipe.modules[1:]}).hash != recipe.hash


def test_the_archive_is_the_one_that_apt_uses() -> None:
    answer = "http://mirror.example/debian-security/\nhttp://mirror.example/debian/\nhttp://other.example/debian\n"
    assert choose(answer) == "http://mirror.example/debian"
    with pytest.raises(NoMirror):
        choose("http://mirror.example/ubuntu/")


def test_signatures_stay_checked_when_the_archive_is_a_dated_snapshot() -> None:
    line = command(Recipe.read(), "http://mirror.example/debian")
    assert any("Check-Valid-Until" in word for word in line)
    assert not any("trusted" in word or "insecure" in word.lower() for word in line)


def test_package_versions_come_from_the_image_itself(tmp_path: Path) -> None:
    status = tmp_path / "var/lib/dpkg/status"
    status.parent.mkdir(parents=True)
    status.write_text("Package: b\nStatus: x\nVersion: 2:1~a\n\nPackage: a\nVersion: 1\nDepends: b\n\n")
    assert package_versions(tmp_path) == {"a": "1", "b": "2:1~a"}


def test_asterisk_runs_without_privileges_and_sees_only_what_is_bound() -> None:
    line = bwrap_command(Path("/image"), [Bind.rw(Path("/state/log"), "/var/log/asterisk")], ["/usr/sbin/asterisk"])
    text = " ".join(line)
    assert "--ro-bind /image /" in text
    assert "--bind /state/log /var/log/asterisk" in text
    assert "--unshare-user --uid 1000" in text
    assert "--cap-drop ALL" in text
    assert "--clearenv" in text
    assert "--die-with-parent" not in text
    assert line[-2:] == ["--", "/usr/sbin/asterisk"]
