"""The API's own description: the one that is kept, else from the application, without a database or a queue."""

import base64
import json
from typing import Any

from control_plane.app import create_app
from control_plane.settings import Settings
from deploy import paths

KEPT = paths.REPOSITORY / "docs" / "openapi.json"


def description() -> dict[str, Any]:
    """OpenAPI 3.1."""
    if KEPT.exists():
        kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
        return kept
    return of_the_application()


def of_the_application() -> dict[str, Any]:
    """What it says of itself now."""
    key = base64.b64encode(bytes(32)).decode()
    settings = Settings(
        database_url="postgresql://nobody@127.0.0.1:1/nothing",
        redis_url="redis://127.0.0.1:1",
        secret_key="for the description alone, never served",  # noqa: S106
        signing_key=key,
        secrets_key=key,
    )
    app = create_app(settings)
    with app.app_context():
        spec = app.spec
    assert isinstance(spec, dict)
    return spec
