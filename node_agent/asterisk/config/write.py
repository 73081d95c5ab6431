"""Puts the files where Asterisk finds them, private to the node."""

import json
import os
from pathlib import Path

from asterisk_images import Recipe
from node_agent.asterisk.config.files import files
from node_agent.asterisk.config.inputs import Inputs, Places


def write(places: Places, given: Inputs) -> None:
    """Everything Asterisk needs to start. Raises OSError."""
    for folder in (places.etc, places.realtime.parent, places.cel.parent, places.control_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, text in {**dict(Recipe.read().etc), **files(given)}.items():
        write_private(places.etc / name, text)
    write_private(places.ami_secrets, json.dumps(given.ami_secret_by_user))
    write_private(places.agi_token, given.agi_token)


def write_private(path: Path, text: str) -> None:
    """Replace `path` in one step, readable by us alone."""
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)
