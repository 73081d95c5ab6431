"""Errors as pages, for everything that is not the API: what went wrong and what to do, in the reader's language."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from control_plane.web.words import gettext

_FOR_PROGRAMS = ("/api/", "/node/")


def wants_page() -> bool:
    """Whether the request comes from a person with a browser rather than from a program."""
    return not request.path.startswith(_FOR_PROGRAMS)


def error_page(status: int, reference: str = "") -> Response:
    """A whole page for `status`; `reference` is what support can find in the log."""
    title, words, picture = _words(status)
    page = render_template("web/error.html", title=title, words=words, picture=picture, reference=reference)
    return make_response(page, status)


def _words(status: int) -> tuple[str, str, str]:
    """Title, what to do, picture."""
    match status:
        case 401 | 403:
            return (
                gettext("This is not for you"),
                gettext("Your role does not allow this. Ask the owner of the company or your administrator."),
                "slash-circle",
            )
        case 404 | 405:
            return (
                gettext("There is nothing here"),
                gettext("The page was moved or removed, or the address has a mistake in it."),
                "question-circle",
            )
        case 413:
            return (
                gettext("That was too much at once"),
                gettext("What you sent is too large. Go back and send less."),
                "exclamation-triangle-fill",
            )
        case 429:
            return (
                gettext("Too many attempts"),
                gettext("Wait a minute, then try again."),
                "hourglass-split",
            )
        case _ if status < 500:
            return (
                gettext("That did not work"),
                gettext("The page has been open for too long. Go back, reload it and try again."),
                "exclamation-triangle-fill",
            )
        case _:
            return (
                gettext("Something went wrong on our side"),
                gettext("Calls are not affected. Try again in a moment; if it happens again, tell your administrator."),
                "exclamation-triangle-fill",
            )
