"""What every operation says of itself: the problems that can come, by status and code, and examples to copy from."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

from flask import Flask

from control_plane.core.bodies import ANSWERS, FILES
from control_plane.core.etags import Stale
from control_plane.core.openapi_codes import problems_of
from control_plane.core.openapi_examples import example_of
from control_plane.core.problems import Forbidden, Invalid, Malformed, NotFound, NotSignedIn, Problem, TooLarge, TooMany

METHODS: Final = ("get", "post", "put", "patch", "delete")
PROBLEM_TYPE: Final = "application/problem+json"
_ALWAYS: Final = (NotSignedIn, Forbidden, NotFound, Invalid, TooMany)
_WITH_BODY: Final = (Malformed, TooLarge)
_PATH_PART: Final = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_SENTENCES: Final = {
    "not-signed-in": "Send a bearer token or sign in, then try again.",
    "forbidden": "The role owner lacks the permission create-company; ask somebody who has it.",
    "not-found": "This does not exist (any longer); reload the list.",
    "too-many-requests": "More than 6000 requests in a minute; wait 12 s, then go on more slowly.",
    "malformed": "Send one JSON object; the parser could not read what came.",
    "number-taken": "101 belongs to Анна Иванова; choose another number.",
    "stale": "Read it again, look at what others did, and send your change with the new ETag as If-Match.",
    "nothing-changed": "Everything is already as you wish.",
}

Operation = dict[str, Any]


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """Path, method (small letters) and operation of each."""
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def as_template(rule: str) -> str:
    """`/companies/<company>` as OpenAPI writes it: `/companies/{company}`."""
    return _PATH_PART.sub(r"{\1}", rule)


def tell_problems(app: Flask, spec: dict[str, Any]) -> None:
    """Add an answer for each status that a problem of the operation has; `x-error-codes` lists the codes."""
    views = _views(app)
    for path, method, operation in operations(spec):
        if kinds := getattr(views[path, method], FILES, ()):
            file = {"schema": {"type": "string", "format": "binary"}}
            operation["requestBody"] = {"required": True, "content": dict.fromkeys(kinds, file)}
        if kinds := getattr(views[path, method], ANSWERS, ()):
            file = {"schema": {"type": "string", "format": "binary"}}
            operation["responses"]["200"]["content"] = dict.fromkeys(kinds, file)
        by_status: dict[int, set[type[Problem]]] = defaultdict(set)
        own = problems_of(views[path, method])
        stale = any(each["name"] == "If-Match" for each in operation.get("parameters", ()))
        body = "requestBody" in operation
        for problem in (*own, *_ALWAYS, *(_WITH_BODY if body else ()), *((Stale,) if stale else ())):
            by_status[problem.status].add(problem)
        for status, problems in sorted(by_status.items()):
            operation["responses"].setdefault(str(status), _answer(problems))


def show_examples(spec: dict[str, Any]) -> None:
    """An example beside each JSON schema of a body or a good answer."""
    shapes = spec["components"]["schemas"]
    for _, _, operation in operations(spec):
        bodies = [(operation["requestBody"], False)] if "requestBody" in operation else []
        answers = [(answer, True) for status, answer in operation["responses"].items() if status < "3"]
        for holder, whole in (*bodies, *answers):
            for kind, content in holder.get("content", {}).items():
                if kind.endswith("json") and "example" not in content:
                    content["example"] = example_of(content.get("schema", {}), shapes, whole=whole)


def _views(app: Flask) -> dict[tuple[str, str], Callable[..., Any]]:
    return {
        (as_template(rule.rule), method.lower()): app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def _answer(problems: set[type[Problem]]) -> dict[str, Any]:
    titles = {each.code: each.title for each in sorted(problems, key=lambda each: (each.code, each.title))}
    # The most particular one is the example.
    example = min(problems, key=lambda each: (each in (*_ALWAYS, *_WITH_BODY), each.code))
    sentence = _SENTENCES.get(example.code, f"{example.title}.")
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example(sentence).as_json()}
    return {
        "description": "; ".join(f"`{code}`: {title}" for code, title in titles.items()),
        "content": {PROBLEM_TYPE: content},
        "x-error-codes": list(titles),
    }
