"""Any sound that people have becomes one that nodes play; anything else is refused in words, and quickly."""

import itertools
import struct
import wave
from contextlib import suppress
from pathlib import Path

import pytest

from control_plane.features.sounds.decode import NoSound, decoded
from control_plane.features.sounds.voice import Espeak, VoiceAway
from tests.kit import audio


def refusal(path: Path) -> str:
    with pytest.raises(NoSound) as refused, decoded(path):
        pass
    return refused.value.faults[0].code


@pytest.mark.parametrize("ending", ["wav", "mp3", "ogg", "flac", "m4a", "opus", "aiff", "au", "mka", "aac", "wma"])
def test_every_form_that_people_have_becomes_eight_kilohertz_mono(tmp_path: Path, ending: str) -> None:
    codecs = {
        "opus": "libopus",
        "aac": "aac",
        "wma": "wmav2",
        "mka": "pcm_s16le",
        "aiff": "pcm_s16be",
        "au": "pcm_s16be",
    }
    rate = 48_000 if ending in ("opus", "ogg") else audio.RATE
    source = audio.tone(
        tmp_path / f"tone.{ending}", seconds=2.0, rate=rate, codec=codecs.get(ending, ""), bit_rate=128_000
    )
    with decoded(source) as sound:
        assert sound.seconds == pytest.approx(2.0, abs=0.1)
        with wave.open(str(sound.path)) as heard:
            assert (heard.getframerate(), heard.getnchannels(), heard.getsampwidth()) == (8000, 1, 2)
            samples = struct.unpack(f"<{heard.getnframes()}h", heard.readframes(heard.getnframes()))
    assert max(samples) > 5000
    crossings = sum(a < 0 <= b for a, b in itertools.pairwise(samples))
    assert crossings == pytest.approx(440 * 2, rel=0.08)
    assert not sound.path.exists()


def test_empty_file_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(b"")
    assert refusal(tmp_path / "x.wav") == "empty"


def test_sound_without_samples_is_empty(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(audio.wav(0))
    assert refusal(tmp_path / "x.wav") == "empty"


@pytest.mark.parametrize(
    "content",
    [
        b"not a sound at all",
        b"%PDF-1.7\n" + b"x" * 5000,
        b"\x7fELF" + b"\0" * 500,
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"RIFF\x24\0\0\0AVI LIST",
        b"<?xml version='1.0'?><svg/>",
        bytes(range(256)) * 40,
    ],
    ids=["text", "pdf", "program", "playlist", "concat", "avi", "svg", "noise"],
)
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.mp3").write_bytes(content)
    assert refusal(tmp_path / "x.mp3") == "no-audio-file"


@pytest.mark.parametrize(
    "head", [b"OggS", b"fLaC", b"ID3", b"\x1a\x45\xdf\xa3", b"....ftypM4A ", b"RIFF....WAVE", b"caff"]
)
def test_garbage_behind_a_good_beginning_is_refused(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "x").write_bytes(head + bytes(range(255, 0, -1)) * 50)
    assert refusal(tmp_path / "x") in {"damaged", "empty", "no-audio-file"}


@pytest.mark.parametrize("ending", ["m4a", "ogg", "flac", "wav"])
def test_truncated_file_is_refused_or_its_beginning_is_taken(tmp_path: Path, ending: str) -> None:
    source = audio.tone(tmp_path / f"tone.{ending}", seconds=3.0, rate=48_000)
    whole = source.read_bytes()
    for keep in (40, len(whole) // 2):
        source.write_bytes(whole[:keep])
        with suppress(NoSound), decoded(source) as sound:
            assert sound.seconds < 3


def test_video_is_refused_in_words(tmp_path: Path) -> None:
    assert refusal(audio.video(tmp_path / "x.mp4")) == "video"


def test_bomb_of_hours_of_silence_is_refused(tmp_path: Path) -> None:
    bomb = audio.silence_bomb(tmp_path / "x.flac", hours=3)
    assert bomb.stat().st_size < 3_000_000
    assert refusal(bomb) == "too-long"


def test_bomb_in_the_header_claims_what_it_likes(tmp_path: Path) -> None:
    header = b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 65535, 4294967295, 4294967295, 65535, 16)
    (tmp_path / "x.wav").write_bytes(header + b"data\xff\xff\xff\xff" + b"\1" * 100_000)
    assert refusal(tmp_path / "x.wav") in {"damaged", "too-demanding", "empty"}


def test_more_than_50_megabytes_are_not_even_looked_at(tmp_path: Path) -> None:
    with (tmp_path / "x.wav").open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    assert refusal(tmp_path / "x.wav") == "too-large"


def test_decoder_sees_no_secret_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("CARILLON_SECRETS_KEY", "secret")
    with decoded(audio.tone(tmp_path / "x.wav")) as sound:
        assert sound.seconds == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Welcome."), ("ru", "Здравствуйте."), ("en", "-w /etc/x --stdout <b>")]
)
def test_voice_speaks_our_languages_and_takes_no_text_for_an_option(tmp_path: Path, language: str, text: str) -> None:
    Espeak().speak(text, language, tmp_path / "said.wav")
    with decoded(tmp_path / "said.wav") as sound:
        assert 0.3 < sound.seconds < 10


def test_missing_voice_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("control_plane.features.sounds.voice.PATH", str(tmp_path))
    with pytest.raises(VoiceAway, match="espeak-ng"):
        Espeak().speak("Welcome", "en", tmp_path / "said.wav")
