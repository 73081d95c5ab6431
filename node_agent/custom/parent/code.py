"""Which code serves a company now."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tenants
from tenants.model import Company

BUNDLES: Final = "bundles"
"""Below the node's folder, `<SHA-256 of the bundle>/<name>`: only what is complete and verified is there."""
RELEASE: Final = Path(tenants.__file__ or "").resolve().parent / "custom"


@dataclass(frozen=True, slots=True)
class Code:
    """One customisation for one company. `saved`: when its files were last saved, where that is watched."""

    company: str
    name: str
    bundle: str | None = None
    saved: int = 0

    def __str__(self) -> str:
        return f"{self.name} ({self.bundle[:12]})" if self.bundle else self.name


class Codes:
    """`watch`: code of the release that was saved serves the next call, for the development stack."""

    def __init__(self, bundles: Path, *, watch: bool, release: Path) -> None:
        self._bundles, self._watch, self._release = bundles, watch, release

    def of(self, company: Company) -> Code | None:
        """None: the company has no customisation, and its calls are the originals'."""
        which = company.profile.customisation
        if which is None:
            return None
        saved = self._saved(which.name) if self._watch and which.bundle is None else 0
        return Code(company.id, which.name, which.bundle, saved)

    def is_here(self, code: Code) -> bool:
        """Whether this node has it: an older node, or one whose bundle is still on its way, has not."""
        folder = self._release if code.bundle is None else self._bundles / code.bundle
        return (folder / code.name / "__init__.py").is_file()

    def _saved(self, name: str) -> int:
        """Nanoseconds. A file that goes changes its folder."""
        folder = self._release / name
        return max((path.stat().st_mtime_ns for path in (folder, *folder.rglob("*.py")) if path.exists()), default=0)
