"""Archives of companies, bent in every way that somebody could think of."""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from typing import Any

from control_plane.features.archives.packing import MODE

Parts = dict[str, bytes]


def parts_of(archive: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: Parts, bend: Callable[[zipfile.ZipInfo], None] = lambda _: None, again: str = "") -> bytes:
    """As it is packed, with entries bent; `again`: a part that is there twice."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in [*parts, *([again] if again else [])]:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, MODE << 16
            bend(entry)
            archive.writestr(entry, parts[name])
    return written.getvalue()


def listed(parts: Parts) -> Parts:
    """With a manifest that fits the parts."""
    manifest = json.loads(parts["carillon.json"])
    manifest["parts"] = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in parts.items()
        if name != "carillon.json"
    ]
    return parts | {"carillon.json": json.dumps(manifest).encode()}


def document(parts: Parts, change: Callable[[dict[str, Any]], None]) -> bytes:
    said = json.loads(parts["document.json"])
    change(said)
    return zipped(listed(parts | {"document.json": json.dumps(said).encode()}))


def _link(entry: zipfile.ZipInfo) -> None:
    if entry.filename == "sounds.json":
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16


def _deflated(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_DEFLATED


def _manifest(parts: Parts, **said: Any) -> bytes:
    manifest = json.loads(parts["carillon.json"]) | said
    return zipped(parts | {"carillon.json": json.dumps(manifest).encode()})


def one_number_twice(said: dict[str, Any]) -> None:
    people = [item for item in said["items"] if item["kind"] == "employee"]
    people[0]["data"]["number"] = people[1]["data"]["number"]


def _dangling(said: dict[str, Any]) -> None:
    said["items"] = [item for item in said["items"] if item["kind"] != "employee"]


def _hidden_field(said: dict[str, Any]) -> None:
    said["items"][0]["data"]["__reduce__"] = "os.system"


def _open_password(said: dict[str, Any]) -> None:
    line = next(item for item in said["items"] if item["kind"] == "line")
    line["data"]["password"] = "open"


def _bomb(_parts: Parts) -> bytes:
    """Ten megabytes of zeros in ten kilobytes."""
    return zipped({"carillon.json": b"\0" * 10_000_000}, _deflated)


HOSTILE: dict[str, tuple[Callable[[Parts], bytes], str]] = {
    "nothing": (lambda _: b"", "no-archive"),
    "text": (lambda _: b"hello" * 100, "no-archive"),
    "half": (lambda p: zipped(p)[:-40], "no-archive"),
    "empty zip": (lambda _: zipped({}), "no-manifest"),
    "zip-slip": (lambda p: zipped(p | {"../../etc/passwd": b"x"}), "bad-name"),
    "absolute": (lambda p: zipped(p | {"/etc/passwd": b"x"}), "bad-name"),
    "windows": (lambda p: zipped(p | {"..\\..\\x.json": b"x"}), "bad-name"),
    "folder": (lambda p: zipped(p | {"sounds/": b""}), "bad-name"),
    "deep": (lambda p: zipped(p | {"sounds/" + "a/" * 50 + "x.wav": b""}), "bad-name"),
    "pickle": (lambda p: zipped(p | {"company.pickle": b"cos\nsystem\n."}), "bad-name"),
    "twice": (lambda p: zipped(p, again="document.json"), "twice"),
    "link": (lambda p: zipped(p, _link), "no-plain-file"),
    "compressed": (lambda p: zipped(p, _deflated), "compressed"),
    "bomb": (_bomb, "compressed"),
    "unknown format": (lambda p: _manifest(p, format=2), "unknown-format"),
    "manifest with more": (lambda p: _manifest(p, more=1), "bad-manifest"),
    "changed part": (lambda p: zipped(p | {"document.json": p["document.json"] + b" "}), "wrong-hash"),
    "part not listed": (lambda p: zipped(p | {f"sounds/{'0' * 64}.wav": b"x"}), "not-listed"),
    "part missing": (lambda p: zipped({n: c for n, c in p.items() if n != "sounds.json"}), "part-missing"),
    "no JSON": (lambda p: zipped(listed(p | {"document.json": b"{"})), "not-json"),
    "nested": (lambda p: zipped(listed(p | {"document.json": b"[" * 50_000 + b"]" * 50_000})), "too-deep"),
    "a bit nested": (lambda p: zipped(listed(p | {"document.json": b"[" * 50 + b"]" * 50})), "too-deep"),
    "NUL": (lambda p: zipped(listed(p | {"document.json": b'{"company": "\\u0000"}'})), "bad-text"),
    "key twice": (lambda p: zipped(listed(p | {"document.json": b'{"company": "a", "company": "b"}'})), "twice"),
    "infinity": (lambda p: zipped(listed(p | {"document.json": b'{"company": Infinity}'})), "not-json"),
    "no profile": (lambda p: document(p, lambda d: d["items"].pop(0)), "no-profile"),
    "object twice": (lambda p: document(p, lambda d: d["items"].append(d["items"][1])), "twice"),
    "unknown field": (lambda p: document(p, _hidden_field), "bad-field"),
    "dangling": (lambda p: document(p, _dangling), "dangling"),
    "password in clear": (lambda p: document(p, _open_password), "secret-in-clear"),
    "no sound": (lambda p: zipped(listed(p | {n: b"MZ" * 9 for n in p if n.startswith("sounds/")})), "no-sound"),
}
