"""Finds words of Asterisk where only the customer's words belong. What is looked for, and what may stay, is data."""

import io
import re
import token
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FORBIDDEN = {
    "extension": "short number, or employee",
    "extensions": "short numbers, or employees",
    "exten": "short number",
    "endpoint": "phone, or line",
    "endpoints": "phones, or lines",
    "aor": "phone",
    "aors": "phones",
    "dialplan": "call path",
    "pjsip": "phone, or line",
    "chan": "leg",
    "ivr": "menu",
    "did": "number",
    "dids": "numbers",
    "trunk": "line",
    "trunks": "lines",
    "cdr": "journey",
    "cdrs": "journeys",
    "cel": "facts",
    "moh": "hold music",
    "musiconhold": "hold music",
    "astdb": "the company's document",
    "agi": "call logic",
    "fastagi": "call logic",
    "ami": "nothing: only the node knows it",
    "gosub": "call path",
    "gotoif": "call path",
    "gotoiftime": "opening hours",
    "ringgroup": "team",
    "confbridge": "meeting room",
    "userfield": "label",
    "accountcode": "company",
    "linkedid": "call",
    "uniqueid": "leg id",
}
"""Word in lower case → what we say instead."""

ENGLISH_IN_SENTENCES = frozenset({"did"})
"""Forbidden as a name; inside a sentence only in capitals."""

PHRASES = {
    "ring group": "team",
    "music on hold": "hold music",
    "feature code": "short code",
    "call detail record": "journey",
}

ALLOWED = {
    r"\b(?:current_)?app\.extensions\b": "Flask's registry of what was installed into an app",
    r"\bjinja_(?:env\.)?extensions?\b|\bjinja2\.ext\b": "Jinja's plug-ins",
    r"\b(?:request|rule|section)\.endpoint\b|\bendpoint(?==|: str\b)": "Flask's route name",
    r"(?<=view_functions\[)endpoint\b|(?<=\(app, )endpoint\b|\{endpoint!r\}": "Flask's route name, in core/policy.py",
    r"\bS3_ENDPOINT_URL\b|\bs3_endpoint_url\b|\bendpoint_url\b": "the name that S3 clients use",
    r"\b(?:self|call)\.did\b|\bdef did\b": "what somebody did in a simulated call: the verb",
    r"\bCREATE EXTENSION\b|\bpg_extension\b": "PostgreSQL's word",
}
"""What may stay, as a pattern → why. Keep it short: each entry is a place where a reader may be misled."""

_ALLOWED = re.compile("|".join(ALLOWED))
_WORD = re.compile(r"[A-Z]{2,}s\b|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PYTHON_STRINGS = {token.STRING, getattr(token, "FSTRING_MIDDLE", token.STRING)}
_TEXTS = frozenset({".html", ".po", ".pot", ".txt", ".jinja"})
_SKIPPED = frozenset({"node_modules", "__pycache__", "migrations"})
FOREIGN = ("control_plane/features/freepbx/reading", "control_plane/features/freepbx/translating")
"""The two folders that read another system's tables: its names of tables and columns are what they are about."""


@dataclass(frozen=True)
class Finding:
    """One wrong word."""

    place: str
    line: int
    word: str

    def __str__(self) -> str:
        instead = FORBIDDEN.get(self.word.lower()) or PHRASES[self.word.lower()]
        return f"{self.place}:{self.line}: {self.word!r} is Asterisk's word; we say: {instead}"


def findings_in(folders: list[Path]) -> list[Finding]:
    """All findings in the Python files, templates and translations below `folders`."""
    found: list[Finding] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if _SKIPPED.isdisjoint(path.parts) and path.is_file() and not path.parent.as_posix().endswith(FOREIGN):
                found += findings_in_text(path.read_text(), str(path)) if path.suffix in _TEXTS else []
                found += findings_in_python(path.read_text(), str(path)) if path.suffix == ".py" else []
    return found


def findings_in_python(source: str, place: str) -> list[Finding]:
    """Names, and strings with their documentation; comments are between developers."""
    found: list[Finding] = []
    source = _without_allowed(source)
    for piece in tokenize.generate_tokens(io.StringIO(source).readline):
        if piece.type == token.NAME:
            found += [Finding(place, piece.start[0], word) for word in _names(piece.string)]
        elif piece.type in _PYTHON_STRINGS:
            found += _in_sentences(piece.string, place, piece.start[0])
    return found


def findings_in_text(text: str, place: str) -> list[Finding]:
    """Everything in a template or a translation."""
    return _in_sentences(_without_allowed(text), place, 1)


def _without_allowed(text: str) -> str:
    return _ALLOWED.sub("allowed", text)


def _names(name: str) -> Iterator[str]:
    for word in (*_WORD.findall(name), name):
        if word.lower() in FORBIDDEN:
            yield word
            return


def _in_sentences(text: str, place: str, first_line: int) -> list[Finding]:
    found: list[Finding] = []
    for number, line in enumerate(text.splitlines(), start=first_line):
        found += [Finding(place, number, word) for word in _WORD.findall(line) if _is_wrong_in_sentence(word)]
        found += [Finding(place, number, phrase) for phrase in PHRASES if phrase in line.lower()]
    return found


def _is_wrong_in_sentence(word: str) -> bool:
    return word.lower() in FORBIDDEN and (word.isupper() or word.lower() not in ENGLISH_IN_SENTENCES)
