"""The one place where errors become answers: problem+json for programs, a page for people."""

import structlog
from apiflask import APIFlask, HTTPError
from flask import Response as FlaskResponse
from flask import g, redirect, request, url_for
from pydantic import ValidationError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from control_plane.core.db import db, new_id
from control_plane.core.policy import VisitNeeded
from control_plane.core.problems import Invalid, Malformed, NotFound, NotSignedIn, Problem, TooLarge, Unexpected
from control_plane.core.wishes import invalid
from control_plane.web.errors import error_page, wants_page

log = structlog.get_logger("request")


class OtherProblem(Problem):
    """Any other HTTP error of the framework, with its own status."""

    code, title = "http-error", "The request cannot be carried out"


def answer_failures(app: APIFlask) -> None:
    """Register the handlers; nothing else in the control plane turns errors into answers."""

    @app.errorhandler(Problem)
    def problem(error: Problem) -> Response:
        return _answer(error)

    @app.errorhandler(HTTPError)
    def invalid_input(error: HTTPError) -> Response:
        cause = error.__cause__
        if isinstance(cause, ValidationError):
            return _answer(invalid(cause))
        return _answer(_other(error.status_code, error.message or "The request cannot be carried out."))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if wants_page():
            db.session.rollback()
            return error_page(error.code or 500)
        match error.code:
            case 400:
                return _answer(Malformed("Send one JSON object; the parser could not read what came."))
            case 404:
                return _answer(NotFound("No such address; /api/v1/openapi.json lists them."))
            case 413:
                return _answer(TooLarge("Send less than 1 MB at once."))
            case _:
                return _answer(_other(error.code or 500, error.description or error.name))

    @app.errorhandler(RecursionError)
    def too_deep(_: RecursionError) -> Response:
        # The JSON parser's only unbounded cost; nothing of ours recurses.
        return _answer(Malformed("The request is nested too deeply; send one plain JSON object."))

    @app.errorhandler(DataError)
    def unstorable(_: DataError) -> Response:
        # A NUL in an address or a search, a number beyond 64 bits: no row can have it.
        return _answer(Invalid("Some text or number cannot exist here; remove control characters and try again."))

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        reference = new_id()
        log.error("unexpected", reference=reference, path=request.path, exc_info=error)
        db.session.rollback()
        if wants_page():
            return error_page(500, reference)
        return Unexpected(f"Calls are not affected. Tell your administrator this reference: {reference}").response()


def _answer(problem: Problem) -> Response:
    db.session.rollback()
    if not wants_page():
        return problem.response()
    if isinstance(problem, NotSignedIn) and g.get("actor") is None and "HX-Request" in request.headers:
        # A part of a page whose session has ended: the whole page goes to the door, not the door into the part.
        return FlaskResponse(status=401, headers={"HX-Redirect": url_for("access_pages.sign_in")})
    if isinstance(problem, NotSignedIn) and g.get("actor") is None:
        return redirect(url_for("access_pages.sign_in", next=request.full_path if request.method == "GET" else None))
    if isinstance(problem, VisitNeeded) and request.method == "GET" and "HX-Request" not in request.headers:
        return redirect(url_for("visit_pages.ask", company=(request.view_args or {})["company"]))
    return error_page(problem.status)


def _other(status: int, words: str) -> Problem:
    problem = OtherProblem(words)
    problem.status = status  # type: ignore[misc]
    return problem


def commit_answers(app: APIFlask) -> None:
    """One transaction per request: committed before a good answer leaves, rolled back by every error above."""

    @app.after_request
    def commit(response: FlaskResponse) -> FlaskResponse:
        if response.status_code < 400:
            db.session.commit()
        return response
