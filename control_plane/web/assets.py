"""Built front-end files: the manifest says under which hashed name each one is served."""

import json
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

STATIC_PREFIX = "/static/"


class AssetsMissing(RuntimeError):
    """The front end has not been built yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"the portal's style and scripts are not built in {folder}; run `make assets`, "
            "or `node control_plane/web/frontend/build.mjs --out` with that folder"
        )


class Assets:
    """Names as pages write them (`portal.css`) to addresses that may be cached for ever (`/static/style-1A2B.css`)."""

    def __init__(self, folder: Path) -> None:
        """Raises AssetsMissing when `folder` holds no finished build."""
        try:
            manifest = json.loads((folder / "manifest.json").read_text())
        except FileNotFoundError:
            raise AssetsMissing(folder) from None
        self._names: dict[str, str] = {str(name): str(file) for name, file in manifest.items()}

    def url(self, name: str) -> str:
        """Raises KeyError for a name that the build did not make: a mistake in a template."""
        return STATIC_PREFIX + self._names[name]


def serve_assets(app: Flask, folder: Path) -> None:
    """Serve the build under /static/ and give templates `asset(name)`. Raises AssetsMissing."""
    assets = Assets(folder)
    app.jinja_env.globals["asset"] = assets.url
    served: Any = WhiteNoise(app.wsgi_app, immutable_file_test=lambda _path, url: url.startswith(STATIC_PREFIX))
    served.add_files(str(folder), prefix=STATIC_PREFIX)
    app.wsgi_app = served  # type: ignore[method-assign]
