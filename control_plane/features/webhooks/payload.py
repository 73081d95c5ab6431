"""What a webhook's request holds: the event as JSON, or what the company's template makes of it."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tenants.extend.events.topics import TOPICS, example

TEMPLATE_MAX: Final = 8 * 1024
WALL_SECONDS: Final = 10.0


class TemplateFails(Exception):
    """The template gives nothing that can be sent; the sentence says why."""


def message(topic: str, data: dict[str, Any]) -> dict[str, Any]:
    """Type, timestamp and data, as Standard Webhooks recommends."""
    moment = datetime.fromisoformat(data["at"]).astimezone(UTC)
    return {"type": topic, "timestamp": moment.isoformat().replace("+00:00", "Z"), "data": data}


def body(template: str | None, topic: str, data: dict[str, Any]) -> bytes:
    """UTF-8 JSON. Raises TemplateFails."""
    told = message(topic, data)
    if template is None:
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return _checked(topic, rendered(template, [told])[0])


def check_template(template: str, topics: frozenset[str]) -> None:
    """Try it on an example of each topic that it will meet, at most ten. Raises TemplateFails."""
    tried = [topic for topic in TOPICS if topic in topics][:10]
    texts = rendered(template, [message(topic, example(topic)) for topic in tried])
    for topic, text in zip(tried, texts, strict=True):
        _checked(topic, text)


def _checked(topic: str, text: str) -> bytes:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise TemplateFails(f"of {topic} it makes no JSON; use |tojson for every value: {text[:60]!r}") from None
    return text.encode()


def rendered(template: str, events: list[dict[str, Any]]) -> list[str]:
    """What the template makes of each. Raises TemplateFails."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("render.py"))]
    try:
        done = subprocess.run(
            command,
            input=json.dumps({"template": template, "events": events}).encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env={"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
            cwd="/",
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise TemplateFails("it takes too long or too much memory; make it simpler") from None
    if "fault" in answer:
        raise TemplateFails(answer["fault"])
    return [str(text) for text in answer["texts"]]
