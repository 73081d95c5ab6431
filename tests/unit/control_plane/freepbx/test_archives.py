"""Archives are looked into as a stream: nothing is written, nothing is unpacked without end, nothing is called."""

import gzip
import io
import json
import tarfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_plane.features.freepbx.reading import archive as archives
from control_plane.features.freepbx.reading.archive import clean_name, read_archive, unpacked
from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.opened import read_source
from control_plane.features.freepbx.reading.php import read_php
from tests.kit.freepbx import Office15, archive, mysqldump, old_backup, php
from tests.kit.freepbx_office import ASTDB, VOICEMAIL, VOICEMAIL_CONF, office

USERS = {"users": [{"extension": "101", "name": "Anna"}]}


def entry(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def test_an_archive_that_points_outside_is_read_without_what_points_there() -> None:
    packed = archive(
        {"../../etc/passwd.sql": b"x", "/mysql-1.sql": mysqldump(USERS), "a/../../b.sql": b"y"},
        entry("sounds/link.wav", tarfile.SYMTYPE, "/etc/shadow"),
        entry("sounds/hard.wav", tarfile.LNKTYPE, "/etc/shadow"),
        entry("dev.sql", tarfile.CHRTYPE),
    )
    found = read_archive(io.BytesIO(packed))
    assert list(found.texts) == ["mysql-1.sql"]
    assert found.sounds == {}
    assert len(found.refused) == 5


@given(st.text(max_size=60))
def test_clean_names_never_lead_out(name: str) -> None:
    cleaned = clean_name(name)
    assert cleaned is None or (not cleaned.startswith("/") and ".." not in cleaned.split("/") and "\0" not in cleaned)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(Unreadable) as refused:
        unpacked(bomb, 1_000_000)
    assert refused.value.code == "too-large"
    monkeypatch.setattr(archives, "SQL_MAX", 1_000_000)
    assert read_archive(io.BytesIO(archive({"mysql-1.sql.gz": bomb}))).too_large == ["mysql-1.sql.gz"]
    with pytest.raises(Unreadable, match="settings only"):
        read_source(io.BytesIO(archive({"mysql-1.sql.gz": bomb})))
    monkeypatch.setattr(archives, "UNPACKED_MAX", 1_000_000)
    with pytest.raises(Unreadable):
        read_archive(io.BytesIO(archive({"var/spool/voicemail/msg.wav": bytes(2_000_000)})))


def test_the_history_of_calls_beside_the_settings_may_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "SQL_MAX", 100_000)
    packed = archive({"mysql-1.sql": mysqldump(USERS), "mysql-2.sql": mysqldump(USERS) + bytes(200_000)})
    source = read_source(io.BytesIO(packed))
    assert (len(source.table("users")), source.refused) == (1, ["mysql-2.sql"])


def test_an_archive_that_was_cut_off_is_refused() -> None:
    whole = old_backup(office(), ASTDB)
    for part in (len(whole) // 4, len(whole) // 2, len(whole) * 9 // 10):
        with pytest.raises(Unreadable):
            read_source(io.BytesIO(whole[:part]))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.dictionaries(st.integers() | st.text(max_size=8), inner, max_size=4),
        max_leaves=10,
    )
)
def test_what_php_serialized_is_read_as_it_was(value: Any) -> None:
    assert read_php(php(value)) == value


@pytest.mark.parametrize(
    "text", [b'O:8:"Exploit":0:{}', b'a:1:{i:0;O:1:"X":0:{}}', b"a:99999999:{", b's:5:"ab";', b"i:x;", b"", b"r:1;"]
)
def test_objects_and_nonsense_of_php_are_refused(text: bytes) -> None:
    with pytest.raises(Unreadable):
        read_php(text)


def test_arrays_inside_arrays_without_end_are_refused() -> None:
    with pytest.raises(Unreadable):
        read_php(b"a:1:{i:0;" * 10_000)


@given(st.binary(max_size=200))
def test_any_bytes_of_php_are_read_or_refused(noise: bytes) -> None:
    with suppress(Unreadable):
        assert read_php(noise) is not Ellipsis


@pytest.mark.parametrize(
    "content", [b"{", b"[" * 100_000, b'{"configs": {"Users": 5}}', b'{"configs": {"Users": {"users": [5]}}}']
)
def test_a_module_that_is_no_module_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_source(io.BytesIO(archive({"modulejson/Core.json": content})))


def test_modules_that_nobody_knows_are_counted() -> None:
    whole = {"module": "zulu", "configs": {"a": 1, "b": 2}}
    packed = Office15(office(), ASTDB, VOICEMAIL, {"modulejson/Zulu.json": json.dumps(whole).encode()}).backup()
    assert read_source(io.BytesIO(packed)).others["module zulu"] == 2


def test_old_and_new_backups_of_one_office_hold_the_same() -> None:
    old = read_source(
        io.BytesIO(old_backup(office(), ASTDB, {"./etc/asterisk/voicemail.conf": VOICEMAIL_CONF.encode()}))
    )
    new = read_source(io.BytesIO(Office15(office(), ASTDB, VOICEMAIL).backup()))
    assert (old.form, old.version, new.form, new.version) == ("old-backup", "14.0.13", "backup", "16.0.40.13")
    for table in ("users", "devices", "incoming", "ringgroups", "ivr_entries", "outbound_route_trunks", "parkplus"):
        assert len(old.table(table)) == len(new.table(table)) > 0, table
    for family in ("DND", "CF", "CFB", "QPENALTY", "blacklist"):
        assert old.astdb[family] == new.astdb[family] == ASTDB[family]
    assert [box["pwd"] for box in old.table("voicemail")] == [box["pwd"] for box in new.table("voicemail")]
    assert old.setting("pjsip", "1")["sip_server"]["data"] == new.setting("pjsip", "1")["sip_server"]["data"]
