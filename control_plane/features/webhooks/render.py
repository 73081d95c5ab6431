"""A program of its own: renders one template within limits that it sets itself.

`python -I render.py`, with `{"template": …, "events": […]}` as JSON on standard input. Prints one JSON object:
`{"texts": […]}`, one for each event, or `{"fault": sentence}`. Jinja's sandbox keeps templates from Python's insides;
the limits keep whatever gets out of it, and every bomb, from memory, processor, files and network: no file descriptor
can be opened any more.
"""

import codecs

# What Jinja and its filters load when they are used: by then no file can be opened.
import html  # noqa: F401
import json
import pprint  # noqa: F401
import resource
import sys
import textwrap  # noqa: F401

import jinja2.debug  # noqa: F401
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

OUTPUT_MAX = 64 * 1024
PROCESSOR_SECONDS = 1
MEMORY = 192 * 1024 * 1024


def main() -> int:
    asked = json.load(sys.stdin)
    environment = _environment()
    _confine()
    try:
        template = environment.from_string(asked["template"])
        print(json.dumps({"texts": [_rendered(template, event) for event in asked["events"]]}))  # noqa: T201
    except SecurityError:
        print(json.dumps({"fault": "it uses something that templates must not use"}))  # noqa: T201
    except TemplateError as problem:
        line = getattr(problem, "lineno", None)
        where = f"line {line}: " if line else ""
        print(json.dumps({"fault": f"{where}{problem.message}"[:300]}))  # noqa: T201
    except (MemoryError, OverflowError):
        print(json.dumps({"fault": "it needs too much memory"}))  # noqa: T201
    except Exception as problem:  # noqa: BLE001  (a template may divide by zero, or worse)
        print(json.dumps({"fault": f"{type(problem).__name__}: {problem}"[:300]}))  # noqa: T201
    return 0


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    # Compiled once before the limits: whatever Jinja imports late, it has imported.
    codecs.lookup("unicode_escape")
    environment.from_string("{% for a in b %}{{ a|tojson }}{{ loop.index }}{% endfor %}").render(b=[1])
    return environment


def _confine() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _rendered(template: Template, event: object) -> str:
    parts, size = [], 0
    for part in template.generate(event=event):
        size += len(part)
        if size > OUTPUT_MAX:
            raise TemplateError(f"it gives more than {OUTPUT_MAX} characters")
        parts.append(part)
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
