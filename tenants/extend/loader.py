"""Customisations from folders of Python: those of the release, and unpacked bundles."""

import importlib
import importlib.util
import pkgutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import tenants.custom
from tenants.extend.customisation import Customisation
from tenants.extend.registry import register

OFFERS: Final = "CUSTOMISATION"


class BadCustomisation(Exception):
    """A folder that is no customisation; the text says what to change, `__cause__` is what its code raised."""

    code = "bad-customisation"


def load_release() -> list[Customisation]:
    """Register every folder of `tenants/custom`. Raises BadCustomisation."""
    names = [found.name for found in pkgutil.iter_modules(tenants.custom.__path__) if found.ispkg]
    return [_registered(importlib.import_module(f"tenants.custom.{name}"), name, None) for name in sorted(names)]


def load_folder(folder: Path, bundle: str | None = None) -> Customisation:
    """Register the customisation in `folder`, whose name is the folder's; loading it again takes the saved code.

    `bundle`: the hash of what it was unpacked from. Its modules import each other relatively. Raises BadCustomisation.
    """
    name = folder.name
    package = f"customised.b{bundle[:16] if bundle else ''}.{name}"
    for loaded in [each for each in sys.modules if each == package or each.startswith(f"{package}.")]:
        del sys.modules[loaded]
    start = folder / "__init__.py"
    if not start.is_file():
        raise BadCustomisation(f"{folder} has no __init__.py that offers {OFFERS}")
    spec = importlib.util.spec_from_file_location(package, start, submodule_search_locations=[str(folder)])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    importlib.invalidate_caches()
    try:
        spec.loader.exec_module(module)
    except Exception as problem:
        del sys.modules[package]
        raise BadCustomisation(f"{name} cannot be loaded: {type(problem).__name__}: {problem}") from problem
    return _registered(module, name, bundle)


def _registered(module: ModuleType, name: str, bundle: str | None) -> Customisation:
    offered = getattr(module, OFFERS, None)
    if not isinstance(offered, Customisation):
        raise BadCustomisation(f"{name}/__init__.py must offer {OFFERS} = Customisation(…)")
    if offered.name != name:
        raise BadCustomisation(f"{name}/__init__.py is called {offered.name!r}; folder and name must agree")
    register(offered, bundle)
    return offered
