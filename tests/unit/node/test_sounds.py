"""Sounds are on the node before callers should hear them, whole, and only while somebody needs them."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from node_agent.control import ControlPlaneAway
from node_agent.files import incoming
from node_agent.files.incoming import Sounds
from tenants.model import Company, Profile, Prompt, TelephonyObject
from tenants.model.files import files_of, prompts_of
from tenants.model.mailbox import Mailbox
from tenants.model.sound import Sound
from tests.kit.control_plane import FakeControlPlane
from tests.unit.node.files import connected


def content(number: int) -> bytes:
    return b"RIFF" + bytes([number]) * 5000


def hash_of(number: int) -> str:
    return hashlib.sha256(content(number)).hexdigest()


def sound(number: int, **otherwise: Any) -> Sound:
    return Sound(id=f"s{number}", name="Hello", file=hash_of(number), **otherwise)


def company(*items: TelephonyObject) -> dict[str, Company]:
    return {"acme": Company.build("acme", 1, [Profile(id="acme", name="Acme"), *items])}


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[tuple[FakeControlPlane, Sounds]]:
    with connected() as (control_plane, client):
        control_plane.sounds = {hash_of(number): content(number) for number in range(20)}
        yield control_plane, Sounds(tmp_path / "sounds", client)


Node = tuple[FakeControlPlane, Sounds]


def test_everything_that_names_a_file_is_found() -> None:
    spoken = Prompt(text="Hello", spoken=hash_of(2))
    items: list[TelephonyObject] = [
        sound(0, translations={"ru": hash_of(1)}),
        Mailbox(id="m", name="M", greeting_busy=spoken),
    ]
    assert files_of(items) == {hash_of(0), hash_of(1), hash_of(2)}
    assert list(prompts_of(items[1])) == [spoken]
    assert files_of([Profile(id="acme", name="Acme")]) == frozenset()


def test_few_sounds_are_here_before_the_version_is_acknowledged(fake: Node) -> None:
    _, sounds = fake
    assert sounds.make_ready("acme", [sound(0), sound(1)])
    assert sounds.path(hash_of(0)).read_bytes() == content(0)
    assert sounds.path(hash_of(0)).name == f"{hash_of(0)}.wav"
    assert sounds.path(hash_of(0)).parent.name == hash_of(0)[:2]


def test_many_sounds_come_behind_the_acknowledgement(fake: Node) -> None:
    _, sounds = fake
    items = [sound(number) for number in range(12)]
    assert not sounds.make_ready("acme", items)
    assert sounds.complete(company(*items)) == 12
    assert sounds.make_ready("acme", items)


def test_absent_control_plane_delays_a_version_by_nothing(fake: Node) -> None:
    control_plane, sounds = fake
    control_plane.down = True
    began = time.monotonic()
    assert not sounds.make_ready("acme", [sound(0)])
    assert time.monotonic() - began < 5
    with pytest.raises(ControlPlaneAway):
        sounds.complete(company(sound(0)))
    control_plane.down = False
    assert sounds.complete(company(sound(0))) == 1


def test_what_is_here_is_kept_without_a_control_plane(fake: Node) -> None:
    control_plane, sounds = fake
    sounds.complete(company(sound(0)))
    control_plane.close()
    assert sounds.make_ready("acme", [sound(0)])
    assert sounds.complete(company(sound(0))) == 0


@pytest.mark.parametrize("bad", [b"", b"something else", content(0)[:-1], content(0) + b"x"])
def test_wrong_content_is_never_played(fake: Node, bad: bytes) -> None:
    control_plane, sounds = fake
    control_plane.sounds[hash_of(0)] = bad
    assert not sounds.make_ready("acme", [sound(0)])
    with pytest.raises(ControlPlaneAway, match="another hash"):
        sounds.complete(company(sound(0)))
    assert list(sounds.path(hash_of(0)).parent.iterdir()) == []


def test_file_beyond_any_size_is_not_stored(fake: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "SOUND_MAX", 1000)
    _, sounds = fake
    with pytest.raises(ControlPlaneAway, match="larger"):
        sounds.complete(company(sound(0)))


def test_sound_that_cannot_be_had_holds_no_other_up(fake: Node) -> None:
    control_plane, sounds = fake
    del control_plane.sounds[hash_of(0)]
    with pytest.raises(ControlPlaneAway, match="1 sounds are missing"):
        sounds.complete(company(sound(0), sound(1)))
    assert sounds.path(hash_of(1)).exists()


def test_sound_that_nobody_names_goes_after_a_day(fake: Node) -> None:
    _, sounds = fake
    sounds.complete(company(sound(0), sound(1)))
    now = time.time()
    assert sounds.tidy(company(sound(1)), now) == 0
    assert sounds.tidy(company(sound(0), sound(1)), now + 50_000) == 0, "a version was taken back"
    assert sounds.tidy(company(sound(1)), now + 60_000) == 0
    assert sounds.tidy(company(sound(1)), now + 100_000) == 0
    assert sounds.tidy(company(sound(1)), now + 150_000) == 1
    assert not sounds.path(hash_of(0)).exists()
    assert sounds.path(hash_of(1)).exists()
