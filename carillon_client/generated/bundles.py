"""Bundles that were uploaded for the company, newest first. Generated from the API's description by `make
client`; do not edit.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from carillon_client.connection import Content, place
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import Value


class BundleOut(Value):
    """A bundle that was uploaded for the company."""

    hash: str
    """SHA-256 of the signed file: what pins it"""
    name: str
    """Name"""
    version: str
    """Version"""
    author: str
    """Author"""
    title: str
    """Title"""
    release: str
    """The oldest release that may run it"""
    descendants: dict[str, str]
    """Who answers for whom"""
    files: dict[str, str]
    """SHA-256 by path"""
    signer: str
    """Key id of the developer who signed it"""
    trusted: bool
    """Whether that developer is still trusted"""
    added_at: datetime
    """Added at"""
    added_by: str
    """Added by"""
    pinned: bool
    """Whether it serves the company now"""


class Bundle(Thing):
    """A bundle that was uploaded for the company."""

    _FIELDS = (
        "hash",
        "name",
        "version",
        "author",
        "title",
        "release",
        "descendants",
        "files",
        "signer",
        "trusted",
        "added_at",
        "added_by",
        "pinned",
    )
    _KEY = "hash"

    hash: str
    """SHA-256 of the signed file: what pins it"""
    name: str
    """Name"""
    version: str
    """Version"""
    author: str
    """Author"""
    title: str
    """Title"""
    release: str
    """The oldest release that may run it"""
    descendants: dict[str, str]
    """Who answers for whom"""
    files: dict[str, str]
    """SHA-256 by path"""
    signer: str
    """Key id of the developer who signed it"""
    trusted: bool
    """Whether that developer is still trusted"""
    added_at: datetime
    """Added at"""
    added_by: str
    """Added by"""
    pinned: bool
    """Whether it serves the company now"""


class Bundles(Listing[Bundle]):
    """Bundles that were uploaded for the company, newest first."""

    _THING = Bundle
    _PATH = "bundles"
    _PAGED = False
    _ONE = False

    def upload(self, content: Content, *, content_type: str = "application/octet-stream") -> BundleOut:
        """Upload a bundle: the body is the signed file."""
        return cast(BundleOut, self._act("POST", place(), BundleOut, content=content, content_type=content_type))
