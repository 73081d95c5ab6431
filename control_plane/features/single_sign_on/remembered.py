"""Which provider this browser came in with: the sign-in page offers it, and tells nobody else that it exists."""

from typing import Final

from flask import request
from werkzeug.wrappers import Response

from control_plane.core.db import db
from control_plane.features.access.identify import settings
from control_plane.features.single_sign_on.models import IdentityProvider
from control_plane.features.single_sign_on.queries import provider_called

COOKIE: Final = "single-sign-on"
_YEAR: Final = 365 * 24 * 3600


def remember(answer: Response, provider_id: str) -> None:
    answer.set_cookie(COOKIE, provider_id, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)


def remembered() -> IdentityProvider | None:
    known = request.cookies.get(COOKIE, "")
    return provider_called(db.session(), settings(), known[:100]) if known else None
