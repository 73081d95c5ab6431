"""A customisation's folder as it would be packed."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from deploy.errors import Stop
from wire.bundles import BundleRefused
from wire.bundles.archive import hash_of, refuse_files

LEFT_OUT: Final = frozenset({"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"})
"""What tools leave behind; everything else belongs into the bundle or is refused."""


class BadFolder(Stop):
    """What is in the folder cannot be a bundle."""

    code = "bad-folder"


def files_of(folder: Path) -> dict[str, bytes]:
    """Content by path in the bundle. Raises BadFolder."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise BadFolder(f"{folder} is no folder.", "Begin one with `./carillon new customisation NAME`.")
    files = dict(sorted(_read(folder)))
    try:
        refuse_files(folder.name, files)
    except BundleRefused as refusal:
        raise BadFolder(f"{folder.name}: {refusal}.") from None
    for path, content in files.items():
        if path.endswith(".py") and not path.startswith(f"{folder.name}/tests/"):
            _refuse_outside_imports(path, content)
    return files


def hashes_of(files: dict[str, bytes]) -> dict[str, str]:
    return {path: hash_of(content) for path, content in files.items()}


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if LEFT_OUT & set(inside.parts):
            continue
        name = f"{folder.name}/{inside.as_posix()}"
        if path.is_symlink():
            raise BadFolder(f"{name} is a link; a bundle holds plain files.", "Copy what it points to, or remove it.")
        if path.is_file():
            yield name, path.read_bytes()
        elif not path.is_dir():
            raise BadFolder(f"{name} is no plain file.", "Remove it.")


def _refuse_outside_imports(path: str, content: bytes) -> None:
    """A bundle that imported its own modules by the release's name would run the release's code, not its own."""
    try:
        tree = ast.parse(content)
    except SyntaxError as problem:
        raise BadFolder(f"{path}, line {problem.lineno}: {problem.msg}.", "Correct it.") from None
    for node in ast.walk(tree):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        for name in names:
            if name == "tenants.custom" or name.startswith("tenants.custom."):
                raise BadFolder(
                    f"{path}, line {node.lineno}: a bundle must not import {name}.",  # type: ignore[attr-defined]
                    f"Write it relatively, such as `from .{name.rpartition('.')[2]} import …`.",
                )
