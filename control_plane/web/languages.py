"""Which language a page speaks: the person's own setting, then the cookie, then what the browser asks for."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, Flask, g, redirect, request, url_for
from flask_babel import Babel
from flask_login import current_user
from werkzeug.wrappers import Response

from control_plane.core.policy import public
from control_plane.web.words import reading_language

LANGUAGES: Final = {"en": "English", "ru": "Русский"}
COOKIE: Final = "language"
_YEAR: Final = 365 * 24 * 3600

pages = Blueprint("language_pages", __name__)


def speak_languages(app: Flask, translations: Path) -> None:
    """Switch on translation with the compiled catalogues in `translations`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    Babel(app, default_locale="en", locale_selector=choose_language, timezone_selector=_time_zone)
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, language=reading_language)
    app.register_blueprint(pages)


def choose_language() -> str:
    """`en` or `ru`."""
    for wish in (_own_wish(), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return request.accept_languages.best_match(LANGUAGES) or "en"


def _own_wish() -> str | None:
    """What the signed-in person has chosen for good."""
    return current_user.user.language if current_user.is_authenticated else None


def _time_zone() -> str:
    return str(g.get("time_zone", "UTC"))


@pages.post("/language")
@public("the sign-in page has a language, too")
def switch() -> Response:
    """Remember the language chosen in the page's head and return to that page."""
    answer = redirect(local_path(request.form.get("back", "")))
    wish = request.form.get("language", "")
    if wish in LANGUAGES:
        answer.set_cookie(COOKIE, wish, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return answer


def local_path(address: str) -> str:
    """`address` when it is a path of this site, else the front page: nobody is led away by a crafted link."""
    parts = urlsplit(address)
    stays_here = not parts.scheme and not parts.netloc and parts.path.startswith("/") and "\\" not in address
    plain = all(character.isprintable() for character in address) and not address.startswith("//")
    return address if stays_here and plain else url_for("company_pages.choose")
