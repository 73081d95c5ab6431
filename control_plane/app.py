"""The application factory: settings in, a Flask app out, and no app at all when a route does not say who may use it."""

from typing import Any

from apiflask import APIFlask
from flask import jsonify
from werkzeug.middleware.proxy_fix import ProxyFix

from control_plane import listeners, wiring
from control_plane.core.db import db
from control_plane.core.etags import compare_etags
from control_plane.core.failures import answer_failures, commit_answers
from control_plane.core.openapi import describe
from control_plane.core.policy import enforce, public, refuse_undeclared
from control_plane.core.rates import limit_rates
from control_plane.core.uploads import limit_requests
from control_plane.features.access import identify
from control_plane.features.streams.api import open_hub
from control_plane.features.versions.service import lock_company
from control_plane.settings import Settings
from control_plane.web import csrf, open_portal

LARGEST_REQUEST = 1024 * 1024


def create_app(settings: Settings) -> APIFlask:
    """Raises UndeclaredRoute, AssetsMissing."""
    listeners.load()
    app = APIFlask(
        __name__,
        title="Carillon",
        version="1",
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        static_folder=None,  # type: ignore[arg-type]  # Flask takes None; the portal serves its own files
        json_errors=False,
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 10, "max_overflow": 5, "pool_pre_ping": True, "hide_parameters": True},
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SESSION_COOKIE_SECURE=settings.session_cookie_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["carillon-settings"] = settings
    db.init_app(app)
    describe(app)
    limit_requests(app)
    limit_rates(app, settings)
    enforce(app, identify.install(app), identify.company_exists)
    compare_etags(app, lambda company: lock_company(identify.context(), company))
    commit_answers(app)
    open_portal(app, settings)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    for blueprint in (*wiring.API, *wiring.NODE_REPORTS):
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
    for blueprint in wiring.PAGES:
        app.register_blueprint(blueprint)
    open_hub(app, settings)
    answer_failures(app)
    _health(app)
    public("the description of the API holds no secrets")(app.view_functions["openapi.spec"])
    refuse_undeclared(app)
    return app


def _health(app: APIFlask) -> None:
    @app.get("/healthz")
    @app.doc(hide=True)
    @public("load balancers have no token")
    def healthz() -> Any:
        db.session.execute(db.text("SELECT 1"))
        return jsonify({"status": "ok"})
