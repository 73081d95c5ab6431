"""What a bundle says of itself."""

import hashlib
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError

from tenants.extend import Customisation
from tenants.extend.shape import fields_from
from tenants.model import Kind
from tenants.model.document import Document, canonical_json
from tenants.model.fields import FileHash
from tenants.model.fields import Name as Title
from wire.bundles.refusals import BadArchive, TooNew

FORMAT = 1
FILE = "manifest.json"
"""Its place in the archive."""
Release = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4}){1,3}$")]
Path = Annotated[str, StringConstraints(max_length=120)]


class Tested(Document):
    """That the folder's own tests and the originals' passed, with exactly this content."""

    content: FileHash
    """See `content_hash`."""
    own: Annotated[int, Field(ge=1, le=100_000)]
    """Tests of the folder that passed."""
    originals: Annotated[int, Field(ge=1, le=100_000)]
    """Tests of the originals that passed with its descendants."""
    release: Release
    at: AwareDatetime


class Manifest(Document):
    """`fields` are JSON schemas by kind, so that the portal shows extra fields without running the code."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)] = FORMAT
    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    title: Title
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+-]{0,39}$")]
    author: Title
    release: Release
    """The oldest release that may run it."""
    files: dict[Path, FileHash]
    """SHA-256 by path in the archive."""
    fields: dict[Kind, dict[str, Any]] = Field(default_factory=dict)
    words: dict[str, dict[str, str]] = Field(default_factory=dict)
    descendants: Annotated[dict[str, str], Field(max_length=100)] = Field(default_factory=dict)
    """Who answers for whom: original by descendant, for people to read."""
    tested: Tested | None = None

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Raises BadArchive."""
        try:
            found = cls.model_validate_json(content)
            found.face()
        except (ValidationError, ValueError, RecursionError) as problem:
            raise BadArchive(f"its {FILE} does not have the right form; pack it again with this release") from problem
        return found

    def written(self) -> bytes:
        """Canonical, so that the same folder gives the same archive."""
        return canonical_json(self.model_dump(mode="json", exclude_defaults=True) | {"format": self.format})

    def face(self) -> Customisation:
        """The customisation as forms and checks need it: with fields, without anybody's code. Raises NotShown."""
        shapes = {kind: fields_from(f"{self.name}_{kind.name.lower()}", schema) for kind, schema in self.fields.items()}
        return Customisation(self.name, title=self.title, descendants=(), fields=shapes, words=self.words)

    def refuse_older_release(self, running: str) -> None:
        """Raises TooNew when `running` is older than what the bundle needs."""
        if _parts(running) < _parts(self.release):
            raise TooNew(f"{self.name} {self.version} needs release {self.release}, here runs {running}; update first")

    @property
    def is_tested(self) -> bool:
        """Whether its tests passed with the very files that are in it."""
        return self.tested is not None and self.tested.content == content_hash(self.files)


def content_hash(files: Mapping[str, str]) -> str:
    """Of a folder's files, from their hashes by path."""
    return hashlib.sha256(canonical_json(dict(files))).hexdigest()


def _parts(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))
