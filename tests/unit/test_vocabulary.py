"""Asterisk's words stay inside node_agent/asterisk and asterisk_images: customers never meet them."""

from pathlib import Path

import pytest

from tests.unit.vocabulary import ALLOWED, findings_in, findings_in_python, findings_in_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("folder", ["tenants", "control_plane"])
def test_code_and_screens_speak_the_customers_language(folder: str) -> None:
    found = findings_in([ROOT / folder])
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    "source",
    [
        "extension = 5",
        "def ring(endpoint_id): ...",
        "class DialplanPage: ...",
        "from x import PJSIPThing",
        "row.aor",
        "did = number",
        '"""Set the trunk of a company."""',
        "label = 'Your DID'",
        "f'{x} to the IVR'",
        "title = 'Ring group'",
        "importCDRs = 1",
    ],
)
def test_checker_finds_a_wrong_word_in_python(source: str) -> None:
    assert findings_in_python(source, "made-up.py")


@pytest.mark.parametrize("text", ["<th>Extension</th>", 'msgid "Trunks"', "<p>Music on hold</p>", "{{ cdr.id }}"])
def test_checker_finds_a_wrong_word_on_a_screen(text: str) -> None:
    assert findings_in_text(text, "made-up.html")


@pytest.mark.parametrize(
    "source",
    [
        "text = 'why did nobody answer?'",
        "app.extensions['x']",
        "app.add_url_rule('/', endpoint='index')",
        "request.endpoint",
        "channel = 1",
        "candid = 1",
        "# the node's dialplan does this",
        "'miracle, excel, camille'",
    ],
)
def test_checker_leaves_innocent_words_alone(source: str) -> None:
    assert not findings_in_python(source, "made-up.py")


def test_checker_names_place_line_and_cure() -> None:
    (finding,) = findings_in_python("\n\ntrunk = 1\n", "made-up.py")
    assert str(finding) == "made-up.py:3: 'trunk' is Asterisk's word; we say: line"


def test_checker_looks_into_files(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<h1>Extensions</h1>")
    (tmp_path / "code.py").write_text("dialplan = 1")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "foreign.html").write_text("<h1>Extensions</h1>")
    assert len(findings_in([tmp_path])) == 2


def test_every_exception_has_a_reason() -> None:
    assert all(len(reason) > 5 for reason in ALLOWED.values())
