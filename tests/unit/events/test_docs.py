"""docs/events.md in both languages: the list of topics is the schemas', and every block of code runs."""

import base64
import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from control_plane.features.webhooks.payload import body, message
from control_plane.features.webhooks.schemas import NewWebhook
from control_plane.features.webhooks.sending import PAUSES, SECONDS
from control_plane.features.webhooks.signing import new_secret, signed_headers
from tenants.extend.events import BUS
from tenants.extend.events.bus import When
from tenants.extend.events.listing import with_listing
from tenants.extend.events.topics import example

DOCS = Path(__file__).parents[3] / "docs"
LANGUAGES = {"en": DOCS / "events.md", "ru": DOCS / "events.ru.md"}


def blocks(language: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", LANGUAGES[language].read_text(encoding="utf-8"), re.DOTALL)


def signed(secret: str) -> tuple[dict[str, str], bytes]:
    content = body(None, "call.ended", example("call.ended"))
    return signed_headers([new_secret(), secret], "event-1", int(time.time()), content), content


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_of_topics_is_up_to_date(language: str) -> None:
    text = LANGUAGES[language].read_text(encoding="utf-8")
    assert with_listing(text, language) == text, (
        "run `python -m control_plane event-docs docs/events.md docs/events.ru.md`"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_block_is_of_a_kind_that_nobody_runs(language: str) -> None:
    fences = re.findall(r"^```(\w*)$", LANGUAGES[language].read_text(encoding="utf-8"), re.MULTILINE)
    assert [kind for kind in fences if kind] == ["python", "json", "json", "python", "javascript", "jinja"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_listeners_of_the_example_listen(language: str) -> None:
    there: dict[str, Any] = {"__name__": "docs.example"}
    try:
        exec(compile(blocks(language, "python")[0], "events.md", "exec"), there)
        (later,) = BUS.hearing("call.missed", When.LATER, "clinic")
        later.function(type("Missed", (), {"caller_number": "+7", "dialled": "101"}))
        assert len(there["missed"]) == 1
        assert len(BUS.hearing("employee.created", When.WITHIN, "clinic")) == 1
        assert BUS.hearing("employee.created", When.WITHIN, "shop") == []
    finally:
        BUS.forget("docs.example")


@pytest.mark.parametrize("language", LANGUAGES)
def test_wish_and_message_are_as_shown(language: str) -> None:
    wish, told = map(json.loads, blocks(language, "json"))
    NewWebhook.model_validate(wish)
    assert told == message("line.down", example("line.down"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_python_checks_signatures(language: str) -> None:
    there: dict[str, Any] = {}
    exec(compile(blocks(language, "python")[1], "events.md", "exec"), there)
    secret = new_secret()
    headers, content = signed(secret)
    assert there["verify"](secret, headers, content)
    assert not there["verify"](secret, headers, content + b" ")
    assert not there["verify"](new_secret(), headers, content)
    late = {**headers, "webhook-timestamp": str(int(time.time()) - 400)}
    assert not there["verify"](secret, late, content)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize("language", LANGUAGES)
def test_javascript_checks_signatures(language: str) -> None:
    secret = new_secret()
    headers, content = signed(secret)
    asked = json.dumps([secret, headers, base64.b64encode(content).decode(), new_secret()])
    program = f"""{blocks(language, "javascript")[0]}
const [secret, headers, content, other] = {asked};
const body = Buffer.from(content, "base64").toString();
console.log(verify(secret, headers, body), verify(secret, headers, body + " "), verify(other, headers, body));"""
    done = subprocess.run(["node", "-e", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["true", "false", "false"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_makes_json(language: str) -> None:
    made = json.loads(body(blocks(language, "jinja")[0], "call.ended", example("call.ended")))
    assert "bluebell" in made["text"]


def test_times_in_the_text_are_those_of_the_code() -> None:
    assert PAUSES == (5, 60, 300, 1800, 7200, 5 * 3600, 8 * 3600)
    assert SECONDS == 15
