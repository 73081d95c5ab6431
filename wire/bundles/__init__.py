"""Bundles: a customer's folder of code, packed, signed, and named by the SHA-256 of the whole file.

Form of a file: one line with the signature, an envelope of ours (wire.envelope), then the archive: a ZIP whose entries
are stored, never compressed, sorted and without times. The same folder therefore always gives the same archive, and
nothing in it can grow when it is unpacked. Everything is checked in memory before anybody writes a file.
"""

from wire.bundles.archive import SIZE_MAX, pack, unpack
from wire.bundles.manifest import Manifest, Tested, content_hash
from wire.bundles.refusals import BadArchive, BadSignature, BundleRefused, TooNew, UnknownKey
from wire.bundles.signature import FILE_MAX, Bundle, open_bundle, sign_bundle

__all__ = [
    "FILE_MAX",
    "SIZE_MAX",
    "BadArchive",
    "BadSignature",
    "Bundle",
    "BundleRefused",
    "Manifest",
    "Tested",
    "TooNew",
    "UnknownKey",
    "content_hash",
    "open_bundle",
    "pack",
    "sign_bundle",
    "unpack",
]
