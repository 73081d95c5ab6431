"""Bundles for tests: a small customisation of an employee, packed and signed as developers do it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenants.extend.loader import load_folder
from tenants.extend.registry import forget
from tenants.extend.shape import schema_of
from tenants.model import Kind
from tenants.model.custom import Customised
from wire.bundles import Manifest, Tested, content_hash, pack, sign_bundle
from wire.bundles.archive import hash_of
from wire.envelope import Signer

AT = datetime(2026, 1, 1, tzinfo=UTC)
START = '''"""A desk: whoever has a deputy is never rung, the deputy is."""

from tenants.extend import Customisation

from .person import Person

CUSTOMISATION = Customisation(
    "desk", title="Desk", descendants=[Person], words={"ru": {"Desk": "Стол", "Deputy": "Заместитель"}}
)
'''
PERSON = '''"""People with a deputy."""

from pydantic import Field

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.employee import EmployeeDestination, InPlaceOf
from tenants.calls.outcome import Outcome
from tenants.extend import Fields
from tenants.model import Employee
from tenants.model.fields import EmployeeId


class PersonFields(Fields):
    deputy: EmployeeId | None = Field(None, title="Deputy")


class Person(EmployeeDestination):
    fields = PersonFields

    async def ring_unless_disturbed(self, call: Call) -> Outcome:
        deputy = call.company.get(Employee, PersonFields.of(self.employee).deputy)
        if deputy is None or deputy.id == self.employee.id:
            return await super().ring_unless_disturbed(call)
        call.decide(Decision(Rule.CUSTOM, "employee", deputy.id, text=f"{deputy.name} for {self.employee.name}"))
        return await hand_to(call, InPlaceOf(deputy, self.employee))
'''
FILES = {"desk/__init__.py": START.encode(), "desk/person.py": PERSON.encode()}


def signer() -> Signer:
    return Signer(Ed25519PrivateKey.generate())


def manifest_of(files: dict[str, bytes], folder: Path, *, tested: bool = True, **otherwise: Any) -> Manifest:
    """As `./carillon customisation pack` writes it; `folder` is empty and of the caller."""
    hashes = {path: hash_of(content) for path, content in files.items()}
    result = Tested(content=content_hash(hashes), own=3, originals=400, release="0.1.0", at=AT) if tested else None
    said = {"name": "desk", "title": "Desk", "version": "1.0", "author": "Dora", "release": "0.1.0", **otherwise}
    return Manifest(files=hashes, fields=_fields(files, folder), tested=result, **said)


def archive_of(folder: Path, files: dict[str, bytes] | None = None, **otherwise: Any) -> bytes:
    files = files or FILES
    return pack(manifest_of(files, folder, **otherwise), files)


def bundle_of(folder: Path, by: Signer, **otherwise: Any) -> bytes:
    """A signed file."""
    return sign_bundle(archive_of(folder, **otherwise), by, AT)


def _fields(files: dict[str, bytes], folder: Path) -> dict[Kind, dict[str, Any]]:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    loaded = load_folder(folder / "desk")
    forget(Customised(name="desk"))
    return {kind: schema_of(shape) for kind in Kind if (shape := loaded.fields_of(kind)) is not None}
