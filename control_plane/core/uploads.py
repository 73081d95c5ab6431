"""How much a request may bring: a little, unless its view says otherwise."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "__carillon_takes__"


def takes_up_to(size: int) -> Callable[[View], View]:
    """Beside a route, below it: its requests may have `size` bytes. Outermost of the decorators that wrap."""

    def declare(view: View) -> View:
        setattr(view, _MARK, size)
        return view

    return declare


def limit_requests(app: Flask) -> None:
    """Before anything reads a body. Everything else keeps MAX_CONTENT_LENGTH."""

    @app.before_request
    def limit() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if (size := getattr(view, _MARK, None)) is not None:
            request.max_content_length = size
