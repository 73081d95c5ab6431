"""The texts of decisions are said in the reader's language, whatever names are in them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from control_plane.features.journeys import text_words as words
from control_plane.features.journeys.text_words import text_words

ROOT = Path(__file__).resolve().parents[3]
SAID_OTHERWISE = frozenset(
    {
        "caller hides their number",  # the sentence of its rule has no text
        "hang up",
        "of",
        "for",
        "is not a person",
        "no parking",
    }
)
"""English in texts that no page shows, or that only stands between two names."""


@pytest.fixture(autouse=True)
def _page() -> Iterator[None]:
    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "control_plane/web/translations")
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "text",
    [
        "Sales: nobody to ring",
        "Office: open on monday from 09:00 to 18:00",
        "Office: closed on 2026-01-01 (New Year) at 12:00",
        "Anna, Office: closed on sunday at 12:00",
        "Anna, no answer: to Sales",
        "Sales: answered after 12 s",
        "Night: look: case 1 (known caller)",
        "Anna",
        "Main: 1 (Sales)",
    ],
)
def test_english_texts_stay_as_call_logic_wrote_them(text: str) -> None:
    assert text_words(text) == text


def _fragments() -> Iterator[str]:
    """The English between the parts of every text that is given to a decision."""
    for path in sorted((ROOT / "tenants/calls").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decision":
                for part in [*node.args[4:5], *(k.value for k in node.keywords if k.arg == "text")]:
                    yield from _pieces(part)


def _pieces(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield from (
                piece.strip() for piece in re.split(r"[^a-zA-Z' -]+", part.value) if re.search("[a-z]{2}", piece)
            )


def test_every_english_piece_of_a_decisions_text_stands_in_a_template() -> None:
    known = " ".join((*words._TEMPLATES, *words._PARTS))
    found = set(_fragments()) - SAID_OTHERWISE
    assert len(found) > 20
    assert sorted(piece for piece in found if piece not in known) == []


@pytest.mark.parametrize("template", [*words._TEMPLATES])
def test_every_template_is_found_again(template: str) -> None:
    filled = re.sub(r"%\((\w+)\)s", lambda part: "7" if part[1] in words._DIGITS else "Zoë", template)
    assert text_words(filled) == filled
