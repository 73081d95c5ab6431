"""No lost updates: single things have an ETag, and a change that says which one it knew is refused when it is old.

A tag has two parts, `"thing.answer"`. The first is of the thing that can be changed; `If-Match` compares it alone. The
second is of the whole answer, with what changes by itself (a line's state); `If-None-Match` compares both.
Sources: RFC 9110 §8.8.3 and §13.1.
"""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, Response, current_app, make_response, request

from control_plane.core.problems import Problem

View = TypeVar("View", bound=Callable[..., Any])
_BESIDE: Final = "__carillon_beside__"
_CHANGES: Final = frozenset({"PUT", "PATCH", "DELETE"})
_PARTS: Final = re.compile(r"[0-9a-f]{32}(?:\.[0-9a-f]{32})?")
LONGEST: Final = 2000
"""Of an `If-Match` header; whoever sends more than some twenty tags does not know what they saw."""


class Stale(Problem):
    status, code, title = 412, "stale", "Somebody has changed it meanwhile"


def beside(*fields: str) -> Callable[[View], View]:
    """On a GET of a single thing: these fields are no part of what its PATCH changes, or change by themselves."""

    def declare(view: View) -> View:
        setattr(view, _BESIDE, frozenset(fields))
        return view

    return declare


def compare_etags(app: Flask, hold: Callable[[str], object]) -> None:
    """Install both directions, after the check of permissions. `hold` locks a company until the end of the request."""

    @app.before_request
    def refuse_stale() -> None:
        wanted = request.headers.get("If-Match")
        if wanted is None or request.method not in _CHANGES or request.url_rule is None:
            return
        if (look := _reading(app, request.url_rule.rule)) is None:
            return
        arguments = request.view_args or {}
        if (company := arguments.get("company")) is not None:
            hold(company)
        now = make_response(current_app.ensure_sync(look)(**arguments))
        if len(wanted) > LONGEST or not _known(thing_tag(now.get_json(), look)):
            raise Stale("Read it again, look at what others did, and send your change with the new ETag as If-Match.")

    @app.after_request
    def tag(answer: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule is not None else ""
        if not rule.startswith("/api/") or answer.status_code not in (200, 201) or not answer.is_json:
            return answer
        look = _reading(app, rule) or (_reading_one_of(app, rule) if answer.status_code == 201 else None)
        if look is None or not isinstance(thing := answer.get_json(), dict):
            return answer
        if request.method not in ("GET", "HEAD"):
            if "id" in thing:
                answer.set_etag(thing_tag(thing, look))
            return answer
        answer.set_etag(f"{thing_tag(thing, look)}.{_hash(thing)}")
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.make_conditional(request)
        return answer


def thing_tag(thing: Any, look: Callable[..., Any]) -> str:
    """The first part. The answer to a change has it, too: beside the thing it has `change` only."""
    if not isinstance(thing, dict):
        return _hash(thing)
    left_out = getattr(look, _BESIDE, frozenset()) | {"change"}
    return _hash({name: value for name, value in thing.items() if name not in left_out})


def single_things(app: Flask) -> dict[str, Callable[..., Any]]:
    """The addresses of the API that are of single things, with the view that reads each."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    changed = {rule.rule for rule in rules if _CHANGES & (rule.methods or set())}
    return {
        rule.rule: app.view_functions[rule.endpoint]
        for rule in rules
        if "GET" in (rule.methods or ()) and (rule.rule.endswith(">") or rule.rule in changed)
    }


def _known(tag: str) -> bool:
    sent = request.if_match
    return sent.star_tag or any(_PARTS.fullmatch(known) and known.startswith(tag) for known in sent.as_set())


def _reading(app: Flask, rule: str) -> Callable[..., Any] | None:
    """The view that reads the thing at this address; None for lists and for what cannot be read."""
    return _readings(app).get(rule)


def _reading_one_of(app: Flask, rule: str) -> Callable[..., Any] | None:
    """The same for the address of a list: how one of its things is read."""
    return next((view for each, view in _readings(app).items() if each.rpartition("/")[0] == rule), None)


def _readings(app: Flask) -> dict[str, Callable[..., Any]]:
    known: dict[str, Callable[..., Any]] | None = app.extensions.get("carillon-readings")
    if known is None:
        known = app.extensions["carillon-readings"] = single_things(app)
    return known


def _hash(value: Any) -> str:
    """128 bits are plenty: nobody gains anything from two answers with the same tag but themselves."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
