"""Dumps are read as MySQL would read them, whatever stands in them, and nothing else is."""

import io
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_plane.features.freepbx.reading.charsets import mended, text_of
from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.opened import read_source
from control_plane.features.freepbx.reading.sql_dump import read_sql
from tests.kit.freepbx import mysqldump

WANTED = {"users", "trunks"}
NAMES = ("extension", "name")
_NO_SURROGATES = st.characters(codec="utf-8")
VALUES = st.none() | st.text(_NO_SURROGATES, max_size=40) | st.binary(min_size=1, max_size=20) | st.integers(-99, 9999)


def rows_of(data: bytes, table: str = "users") -> list[dict[str, bytes | None]]:
    found = read_sql(data, WANTED).tables[table]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def as_read(value: object) -> bytes | None:
    if value is None or isinstance(value, bytes):
        return value
    return str(value).encode()


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=20))
def test_whatever_mysqldump_quotes_is_read_as_it_was(pairs: list[tuple[object, object]]) -> None:
    rows = [dict(zip(NAMES, pair, strict=True)) for pair in pairs]
    others = [{"id": 1, "what": "x'), ('y"}, {"id": 2, "what": 'z"`;--'}]
    read = rows_of(mysqldump({"cdr": others, "users": rows, "cel": others}))
    assert [(row["extension"], row["name"]) for row in read] == [tuple(map(as_read, pair)) for pair in pairs]


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused_in_words_and_quickly(noise: bytes) -> None:
    begun = time.monotonic()
    for data in (noise, b"INSERT INTO `users` VALUES " + noise, mysqldump({"users": [{"name": "A"}]}) + noise):
        with suppress(Unreadable):
            assert read_source(io.BytesIO(data)).table("users")
    assert time.monotonic() - begun < 5


@given(st.integers(min_value=0, max_value=4000))
def test_a_dump_that_ends_anywhere_in_the_middle_is_refused(cut: int) -> None:
    data = mysqldump({"users": [{"extension": str(n), "name": "O'Neil; \\ (x),"} for n in range(30)]})
    with pytest.raises(Unreadable):
        read_source(io.BytesIO(data[: min(cut, len(data) - 60)]))


@pytest.mark.parametrize(
    "bomb",
    [
        b"INSERT INTO `users` VALUES " + b"(" * 300_000,
        b"INSERT INTO `cdr` VALUES " + b"('a'," * 100_000,
        b"INSERT INTO `users` (`a`) VALUES ('" + b"\\'" * 300_000,
        b"CREATE TABLE `users` (`a` int" + b",`b`" * 100_000,
        b"-- CREATE\n" + b"/*" * 300_000,
        b"CREATE " + b"'" * 300_001,
        b"INSERT INTO `users` (`a`) VALUES (1)" + b"-" * 300_000,
    ],
)
def test_hostile_text_is_refused_without_long_thought(bomb: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable):
        read_sql(bomb, WANTED)
    assert time.monotonic() - begun < 5


def test_columns_named_in_the_insert_decide_in_which_order_values_stand() -> None:
    data = (
        b"CREATE TABLE IF NOT EXISTS `users` (`extension` varchar(20) NOT NULL, `name` text, KEY `n` (`name`));\n"
        b"INSERT INTO `asterisk`.`users` (`name`, `extension`) VALUES\n('Anna', '101'),\n('Boris', '102');\n"
        b"REPLACE INTO users (extension) VALUES (103);"
    )
    assert rows_of(data) == [
        {"extension": b"101", "name": b"Anna"},
        {"extension": b"102", "name": b"Boris"},
        {"extension": b"103", "name": None},
    ]


def test_triggers_comments_and_other_tables_are_stepped_over_and_counted() -> None:
    data = (
        b"# a comment; with 'quotes\n/*!50003 SET sql_mode = '' */;\n-- another; one's\n"
        b"CREATE TABLE `users` (`extension` varchar(20));\n"
        b"DELIMITER ;;\nCREATE TRIGGER x AFTER INSERT ON users FOR EACH ROW BEGIN SET @a = 'it;'; END ;;\nDELIMITER ;\n"
        b"INSERT INTO `secrets` VALUES (1,'a (b'),(2,'c''d'),(3,NOW());\n"
        b"INSERT INTO `users` VALUES (_binary 'x\\0y'),(0x313032),(X'313033'),(b'101'),(-1.5e3),(NULL);\n"
    )
    read = read_sql(data, WANTED)
    assert [row[0] for row in read.tables["users"].rows] == [b"x\0y", b"102", b"103", b"5", b"-1.5e3", None]
    assert read.others == {"secrets": 3}


def test_rows_without_names_of_columns_are_refused() -> None:
    with pytest.raises(Unreadable, match="--no-create-info"):
        read_sql(b"INSERT INTO `users` VALUES ('101','Anna');", WANTED)


def test_a_row_with_a_value_too_many_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable) as refused:
        read_sql(b"CREATE TABLE `users` (`extension` int);\nINSERT INTO `users` VALUES (1),\n(2,3);", WANTED)
    assert (refused.value.code, refused.value.place) == ("no-sql", "line 3")


@pytest.mark.parametrize(
    ("charset", "name"), [("utf8mb4", "Анна 😀"), ("latin1", "Zoë Groß – “x”"), ("cp1251", "Анна"), ("koi8r", "Анна")]
)
def test_names_are_read_in_the_letters_that_the_dump_says(charset: str, name: str) -> None:
    codec = {"koi8r": "koi8-r"}.get(charset, charset)
    data = mysqldump({"users": [{"extension": "101", "name": "@"}]}, "latin1" if charset == "latin1" else "utf8mb4")
    encoded = {"latin1": "cp1252", "utf8mb4": "utf-8"}.get(charset, codec)
    data = data.replace(b"'@'", b"'" + name.encode(encoded) + b"'")
    data = data.replace(b"SET NAMES utf8mb4", b"SET NAMES " + charset.encode())
    assert read_source(io.BytesIO(data)).table("users")[0]["name"] == name


def test_letters_that_an_old_system_stored_twice_encoded_are_mended() -> None:
    spoiled = "Анна Иванова".encode().decode("latin1")
    assert mended(spoiled) == "Анна Иванова"
    assert text_of("Анна".encode(), "cp1252") == "Анна"
    assert mended("Zoë Groß") == "Zoë Groß"
    assert mended("Анна") == "Анна"


def test_an_unknown_character_set_is_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match="utf8mb4"):
        read_sql(b"/*!40101 SET NAMES swe7 */;\nCREATE TABLE `users` (`a` int);", WANTED)
