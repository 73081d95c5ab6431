"""The guides say what the code does: each table that is read, and each reason that a report may give."""

import re
from pathlib import Path

import pytest

from control_plane.features.freepbx.reading.tables import KEYS, SETTINGS
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.words import WORDS
from tests.unit.portal.catalogue import translated

DOCS = Path(__file__).resolve().parents[4] / "docs"
GUIDES = {"en": DOCS / "from-freepbx.md", "ru": DOCS / "from-freepbx.ru.md"}


def cells(language: str) -> list[list[str]]:
    lines = GUIDES[language].read_text().splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_names_each_table_that_is_read(language: str) -> None:
    named = {name for row in cells(language) if len(row) == 3 for name in re.findall(r"`([\w.]+)`", row[1])}
    assert named - {"astdb", "voicemail.conf"} == set(KEYS) | SETTINGS


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_gives_each_reason_in_the_words_of_the_report(language: str) -> None:
    russian = {key[1]: message.string for key, message in translated()}
    said = {row[0].strip("`"): row[1] for row in cells(language) if len(row) == 2 and row[0].startswith("`")}
    wanted = {why.value: russian[WORDS[why]] if language == "ru" else WORDS[why] for why in Why}
    assert said == {code: re.sub(r"%\(\w+\)s", "…", str(words)) for code, words in wanted.items()}


def test_both_guides_have_the_same_rows() -> None:
    tables = {language: [row[1] for row in cells(language) if len(row) == 3] for language in GUIDES}
    assert tables["en"][1:] == tables["ru"][1:]
