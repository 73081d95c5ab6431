"""A good archive of a small company."""

import hashlib
import io

import pytest

from control_plane.features.archives.contents import pretty
from control_plane.features.archives.form import FORMAT, Listed, Manifest
from control_plane.features.archives.normal import document_of, fingerprint, written
from control_plane.features.archives.packing import Part, packed
from tenants.extend import Fields
from tenants.model import Company, Line, LineAuthentication, Mailbox, Prompt, Sound
from tests.kit import audio, companies
from tests.kit.archives import Parts, parts_of

WAV = audio.wav(0.5)
FILE = hashlib.sha256(WAV).hexdigest()


def office() -> Company:
    account = LineAuthentication.REGISTRATION
    line = Line(id="city", name="City", host="sip.example.net", authentication=account, username="u")
    hello = Sound(id="hello", name="Hello", file=FILE, seconds=0.5)
    box = Mailbox(id="box", name="Box", owners=("e101",), pin="0" * 64, greeting=Prompt(sound="hello"))
    number = companies.public_number("+74951230001", "101")
    return companies.company("acme", {"101": "Anna", "102": "Boris"}, more=(line, hello, box, number))


def packed_office() -> bytes:
    company = office()
    items = tuple(company.objects.values())

    def manifest(listed: list[Listed]) -> bytes:
        said = Manifest(
            format=FORMAT,
            company="acme",
            name="Acme",
            version=1,
            state_hash=company.state_hash,
            fingerprint=fingerprint("acme", items, lambda _: Fields),
            made_by="http://127.0.0.1",
            release="carillon",
            parts=listed,
        )
        return pretty(said.model_dump(mode="json"))

    sounds = pretty([{"hash": FILE, "bytes": len(WAV), "seconds": 0.5, "said": None}])
    parts = [
        Part.of("document.json", written(document_of("acme", items, lambda _: Fields))),
        Part.of("sounds.json", sounds),
        Part.of(f"sounds/{FILE}.wav", WAV),
    ]
    return b"".join(packed(iter(parts), manifest))


@pytest.fixture(scope="session")
def good() -> Parts:
    return parts_of(packed_office())


def as_file(archive: bytes) -> tuple[io.BytesIO, int]:
    return io.BytesIO(archive), len(archive)
