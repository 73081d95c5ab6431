"""The one door: any file that people may have of their FreePBX."""

import json
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import IO, Any, Final

from control_plane.features.freepbx.reading.archive import read_archive, unpacked
from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.foreign import refuse_packed
from control_plane.features.freepbx.reading.limits import SQL_MAX
from control_plane.features.freepbx.reading.modules import read_module
from control_plane.features.freepbx.reading.php import read_php
from control_plane.features.freepbx.reading.source import Form, Source
from control_plane.features.freepbx.reading.sql_dump import read_sql
from control_plane.features.freepbx.reading.tables import WANTED, plain
from control_plane.features.freepbx.reading.voicemail_conf import read_voicemail

_GZIP: Final = b"\x1f\x8b"


def read_source(file: IO[bytes]) -> Source:
    """A backup (tar, tar.gz) or a dump (sql, sql.gz); `file` can be sought. Raises Unreadable."""
    head = _head(file)
    if not head:
        raise Unreadable("empty")
    refuse_packed(head)
    source = _backup(file) if head[257:262] == b"ustar" else _dump(file)
    if not source.table("users"):
        if source.too_large:
            raise Unreadable("too-large", source.too_large[0])
        raise Unreadable("not-freepbx" if source.form is Form.DUMP else "not-freepbx-backup")
    return source


def _head(file: IO[bytes]) -> bytes:
    """The beginning of the content, unpacked."""
    file.seek(0)
    head = file.read(64 * 1024)
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 1024) or head
    except zlib.error:
        raise Unreadable("damaged") from None


def _dump(file: IO[bytes]) -> Source:
    file.seek(0)
    data = file.read(SQL_MAX + 1)
    if len(data) > SQL_MAX:
        raise Unreadable("too-large")
    source = Source(Form.DUMP)
    _add_sql(source, unpacked(data, SQL_MAX) if data.startswith(_GZIP) else data)
    return source


def _add_sql(source: Source, data: bytes) -> None:
    source.add_dump(read_sql(data, WANTED))


def _backup(file: IO[bytes]) -> Source:
    archive = read_archive(file)
    modules = {name: data for name, data in archive.texts.items() if name.startswith("modulejson/")}
    source = Source(Form.BACKUP if modules else Form.OLD_BACKUP, sounds=archive.sounds)
    source.too_large, source.refused = archive.too_large, archive.refused + archive.too_large
    for name in sorted(modules):
        read_module(source, PurePosixPath(name).stem, modules[name])
    for name in sorted(archive.texts):
        path = PurePosixPath(name)
        if path.name.endswith((".sql", ".sql.gz")) and not _is_history(path):
            _add_sql(source, archive.texts[name])
        elif path.name == "voicemail.conf" and not source.has_voicemail:
            read_voicemail(source, archive.texts[name].decode("utf-8", "replace"))
    if "astdb" in archive.texts:
        _old_astdb(source, archive.texts["astdb"])
    source.version = _version(archive.texts)
    return source


def _is_history(path: PurePosixPath) -> bool:
    """Dumps of calls, which are history and no settings."""
    return path.name.partition(".")[0].lower() in ("cdr", "cel", "queuelog")


def _old_astdb(source: Source, data: bytes) -> None:
    found = read_php(data)
    if not isinstance(found, dict):
        raise Unreadable("no-json", "astdb")
    source.has_astdb = True
    for family, values in found.items():
        for key, value in _flat(values):
            source.astdb[str(family)][key] = value


def _flat(values: Any, before: str = "") -> list[tuple[str, str]]:
    if not isinstance(values, Mapping):
        return [(before, plain(values))]
    return [entry for key, value in values.items() for entry in _flat(value, f"{before}/{key}".strip("/"))]


def _version(texts: Mapping[str, bytes]) -> str:
    """Of FreePBX, as far as the backup says it; empty when it does not."""
    if "manifest" in texts:
        try:
            said = read_php(texts["manifest"])
        except Unreadable:
            return ""
        return plain(said.get("pbx_version"))[:20] if isinstance(said, dict) else ""
    try:
        said = json.loads(texts.get("metadata.json", b"{}"))
        modules = said.get("modules") or []
        return next((plain(each["version"])[:20] for each in modules if each.get("module") == "framework"), "")
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        return ""
