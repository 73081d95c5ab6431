"""The API's own description, from the application itself; no database or queue is asked for it."""

import base64
from typing import Any

from control_plane.app import create_app
from control_plane.settings import Settings


def description() -> dict[str, Any]:
    """OpenAPI 3.1."""
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
