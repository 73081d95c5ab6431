"""A program of its own: decodes one audio file and writes 8 kHz mono WAV of 16 bits, within limits that it sets itself.

`python -m control_plane.features.sounds.transcode IN OUT`, where OUT does not exist yet. Prints one JSON object:
`{"seconds": …}` or `{"fault": code}` (codes: see FAULTS in decode.py). Whatever a decoder does with a hostile file, it
does in here: without network, with little memory, processor time and disk.

The demuxer is chosen by the file's first bytes, never by FFmpeg's own guess: playlists and scripts name other files.
"""

import ctypes
import json
import resource
import sys
import wave
from pathlib import Path
from typing import Any

RATE = 8000
LONGEST_SECONDS = 3600
SHORTEST_SECONDS = 0.05
PROCESSOR_SECONDS = 60
MEMORY = 1024 * 1024 * 1024
OUTPUT = LONGEST_SECONDS * RATE * 2 + 4096
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class Fault(Exception):
    """Why a file is no sound of ours; the text is the code."""


def main(source: str, target: str) -> int:
    _confine()
    try:
        print(json.dumps({"seconds": transcode(Path(source), Path(target))}))  # noqa: T201 (this is the answer)
    except Fault as fault:
        print(json.dumps({"fault": str(fault)}))  # noqa: T201
    except MemoryError:
        print(json.dumps({"fault": "too-demanding"}))  # noqa: T201
    return 0


def _confine() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    # Without network, where the kernel lets us; where not, the demuxers allowed here open nothing anyway.
    ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER | CLONE_NEWNET)


def transcode(source: Path, target: Path) -> float:
    """Returns the length in seconds. Raises Fault."""
    with source.open("rb") as file:
        demuxer = demuxer_of(file.read(64))
        file.seek(0)
        if demuxer is None:
            raise Fault("no-audio-file")
        import av  # noqa: PLC0415 (after the limits are set)

        av.logging.set_level(av.logging.PANIC)
        try:
            with av.open(file, format=demuxer, metadata_errors="ignore") as container:
                return _write(container, target)
        except av.error.FFmpegError:
            raise Fault("damaged") from None


def _write(container: Any, target: Path) -> float:
    if any(not _is_cover(stream) for stream in container.streams.video):
        raise Fault("video")
    if not container.streams.audio:
        raise Fault("no-audio-file")
    import av  # noqa: PLC0415

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    count = 0
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        for piece in _resampled(container, resampler):
            count += piece.samples
            if count > LONGEST_SECONDS * RATE:
                raise Fault("too-long")
            out.writeframesraw(bytes(piece.planes[0])[: piece.samples * 2])
    if count < SHORTEST_SECONDS * RATE:
        raise Fault("empty")
    return count / RATE


def _resampled(container: Any, resampler: Any) -> Any:
    for frame in container.decode(audio=0):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _is_cover(stream: Any) -> bool:
    """A picture that is attached to music: of one frame, and nobody's video."""
    import av  # noqa: PLC0415

    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def demuxer_of(head: bytes) -> str | None:
    """FFmpeg's name of the format, by its first bytes; None: not one that we take."""
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    for magic, name in _MAGICS:
        if head.startswith(magic):
            return name
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "aac"
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3"
    return None


_MAGICS = (
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"ID3", "mp3"),
    (b"#!AMR", "amr"),
    (b".snd", "au"),
    (b"caff", "caf"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
