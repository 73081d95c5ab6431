"""Sound files of many kinds, made as people's programs make them, and the bombs among them."""

from __future__ import annotations

import io
import math
import struct
import wave
from pathlib import Path
from typing import Any

import av

RATE = 44_100


def tone(path: Path, *, seconds: float = 1.0, rate: int = RATE, codec: str = "", bit_rate: int | None = None) -> Path:
    """A tone of 440 Hz, stereo; the ending of `path` says which form."""
    codec = codec or {
        ".mp3": "libmp3lame",
        ".ogg": "libopus",
        ".flac": "flac",
        ".m4a": "aac",
        ".opus": "libopus",
    }.get(path.suffix, "pcm_s16le")
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=rate)
        stream.layout = "stereo"
        if bit_rate:
            stream.bit_rate = bit_rate
        resampler = av.AudioResampler(format=stream.format, layout="stereo", rate=rate, frame_size=stream.frame_size)
        done, total = 0, int(seconds * rate)
        while done < total:
            count = min(rate, total - done)
            frame = av.AudioFrame(format="s16", layout="stereo", samples=count)
            frame.sample_rate = rate
            frame.pts = done
            samples = (int(9000 * math.sin(2 * math.pi * 440 * (done + n) / rate)) for n in range(count))
            frame.planes[0].update(b"".join(struct.pack("<hh", s, s) for s in samples))
            for piece in resampler.resample(frame):
                container.mux(stream.encode(piece))
            done += count
        for piece in resampler.resample(None):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


def silence_bomb(path: Path, hours: float) -> Path:
    """FLAC of digital silence: some kilobytes that become gigabytes."""
    with av.open(str(path), "w", format="flac") as container:
        stream: Any = container.add_stream("flac", rate=8000)
        stream.layout = "mono"
        samples = 8000 * 4
        for number in range(int(hours * 3600 * 8000 / samples)):
            frame = av.AudioFrame(format="s16", layout="mono", samples=samples)
            frame.sample_rate, frame.pts = 8000, number * samples
            frame.planes[0].update(bytes(samples * 2))
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def video(path: Path) -> Path:
    """A picture that moves."""
    with av.open(str(path), "w") as container:
        pictures: Any = container.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 64, "yuv420p"
        for _ in range(10):
            container.mux(pictures.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(pictures.encode(None))
    return path


def wav(seconds: float = 1.0, rate: int = 8000) -> bytes:
    """What a node plays and records."""
    content = io.BytesIO()
    with wave.open(content, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        count = int(seconds * rate)
        out.writeframes(b"".join(struct.pack("<h", int(8000 * math.sin(n / 3))) for n in range(count)))
    return content.getvalue()
