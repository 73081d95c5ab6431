"""The API described for people, made from the same description as for programs."""

from typing import Any, cast

from apiflask import APIFlask
from flask import Blueprint, current_app, render_template

from control_plane.core.policy import public

pages = Blueprint("apidocs_pages", __name__, template_folder="templates")
METHODS = ("get", "post", "patch", "delete")


@pages.get("/api/docs")
@public("the description of the API holds no secrets")
def show() -> str:
    """All operations by tag, with parameters, bodies and answers."""
    spec: dict[str, Any] = cast(APIFlask, current_app).spec  # type: ignore[assignment]
    tags: dict[str, list[dict[str, Any]]] = {}
    for path, operations in spec["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                tag = (operation.get("tags") or ["Other"])[0]
                tags.setdefault(tag, []).append({"path": path, "method": method.upper(), **operation})
    return render_template("apidocs/show.html", spec=spec, tags=tags, schemas=spec["components"]["schemas"])
