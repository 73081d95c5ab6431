"""Imports every listener, so that the bus knows who listens: for requests, and for the listeners' process."""

from tenants.extend.loader import load_release


def load() -> None:
    """Those of the customisations that come with the release. Harmless when they are loaded already."""
    load_release()
