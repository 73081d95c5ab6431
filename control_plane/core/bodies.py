"""Bodies of requests that a service reads itself, because it needs the company for that."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from flask import request
from pydantic import BaseModel

View = TypeVar("View", bound=Callable[..., Any])


FILES: Final = "__carillon_files__"
ANSWERS: Final = "__carillon_answers__"


def takes_file(*kinds: str) -> Callable[[View], View]:
    """The body is a file of one of these media types; the view reads it itself."""

    def declare(view: View) -> View:
        setattr(view, FILES, kinds)
        return view

    return declare


def gives_file(*kinds: str) -> Callable[[View], View]:
    """The answer is a file of one of these media types."""

    def declare(view: View) -> View:
        setattr(view, ANSWERS, kinds)
        return view

    return declare


def takes(schema: type[BaseModel]) -> Callable[[View], View]:
    """In the place of `api.input`: describes the body, and hands it to the view as `data`, unchecked."""

    def declare(view: View) -> View:
        @wraps(view)
        def read(*args: Any, **kwargs: Any) -> Any:
            sent = request.get_json(force=True)
            return view(*args, data={} if sent is None else sent, **kwargs)

        # The same mark that APIFlask's own decorator leaves.
        read._spec = {**getattr(view, "_spec", {}), "body": schema, "content_type": "application/json"}  # type: ignore[attr-defined]
        return read  # type: ignore[return-value]

    return declare
