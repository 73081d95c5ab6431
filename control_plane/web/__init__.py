"""The portal's shell: base pages, languages, formats, headers, and the built front end."""

from flask import Blueprint, Flask, g, request
from flask_wtf.csrf import CSRFProtect

from control_plane.core.roles import Permission
from control_plane.settings import Settings
from control_plane.web.assets import serve_assets
from control_plane.web.banners import show_banners
from control_plane.web.formats import teach_formats
from control_plane.web.headers import send_security_headers
from control_plane.web.languages import speak_languages
from control_plane.web.navigation import home_of, sections_of

csrf = CSRFProtect()
shell = Blueprint("web", __name__, template_folder="templates")


def open_portal(app: Flask, settings: Settings) -> None:
    """Give `app` the portal's shell. Features register their own page blueprints. Raises AssetsMissing.

    Blueprints that only know bearer tokens or signed envelopes are exempted by the caller: `csrf.exempt(blueprint)`.
    """
    app.register_blueprint(shell)
    csrf.init_app(app)
    serve_assets(app, settings.static)
    speak_languages(app, settings.translations)
    teach_formats(app)
    show_banners(app)
    send_security_headers(app)
    app.context_processor(_person)


def _person() -> dict[str, object]:
    """Who is signed in, for the bar of every page."""
    actor = g.get("actor")
    if actor is None:
        return {}
    several = actor.companies is None or len(actor.companies) != 1
    company = (request.view_args or {}).get("company")
    return {
        "actor": actor,
        "may_choose_company": several,
        "sections": sections_of(actor, company),
        "home": home_of(actor, company) if company else None,
        "may": lambda permission: actor.may(Permission(permission), company),
    }
