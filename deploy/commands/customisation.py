"""`./carillon customisation`: from a customer's folder to code that serves the customer."""

import os
import time
from pathlib import Path
from typing import Any

import click

from deploy import paths, screen
from deploy.api import Api
from deploy.customisation import packing
from deploy.customisation.prove import prove
from deploy.errors import Stop
from deploy.instance import load
from wire.envelope import Signer

KEY = "CARILLON_DEVELOPER_KEY"
KEPT = paths.STATE / "customisations"
WAIT_SECONDS = 30.0

a_folder = click.Path(exists=True, file_okay=False, path_type=Path)
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


class NotLive(Stop):
    """The nodes have not taken the bundle."""

    code = "not-live"


@click.group()
def customisation() -> None:
    """Test, pack, sign and ship code for one company."""


@customisation.command()
@click.argument("folder", type=a_folder)
def test(folder: Path) -> None:
    """Run the folder's tests, and the originals' with its descendants."""
    with screen.step(f"Testing {folder.name}", hint="about a minute"):
        tested = prove(folder, KEPT)
    screen.say(f"{tested.own} tests of its own and {tested.originals} of the originals passed.")


@customisation.command()
@click.argument("folder", type=a_folder)
@click.option("--version", required=True, help="Of the bundle, such as 1.2.0.")
@click.option("--author", required=True, help="Who answers for it.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Where the archive goes.")
def pack(folder: Path, version: str, author: str, to: Path) -> None:
    """Make the archive of a folder; the same folder always gives the same archive."""
    manifest, archive = packing.pack_folder(folder, KEPT, version=version, author=author)
    file = to / f"{manifest.name}-{manifest.version}{packing.ARCHIVE}"
    file.write_bytes(archive)
    screen.say(f"{file}: {len(manifest.files)} files, {len(archive):,} bytes")
    if manifest.tested is None:
        screen.warn(f"It was not tested as it is now, so it cannot be shipped: ./carillon customisation test {folder}")


@customisation.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def key(file: Path) -> None:
    """Make a developer's key; operators add the public key to CARILLON_DEVELOPER_KEYS."""
    screen.say(packing.new_key(file))


@customisation.command()
@click.argument("archive", type=a_file)
@click.option("--key", "key_file", type=a_file, help=f"The developer's key; else {KEY}, else this machine's own.")
def sign(archive: Path, key_file: Path | None) -> None:
    """Sign an archive with a developer's key."""
    signer = _signer(key_file)
    file = archive.with_suffix(packing.BUNDLE)
    file.write_bytes(packing.sign_archive(archive.read_bytes(), signer))
    screen.say(f"{file}: signed with key {packing.id_of(signer)}")


@customisation.command()
@click.argument("company")
@click.argument("bundle", type=a_file)
def ship(company: str, bundle: Path) -> None:
    """Upload a signed bundle and let it serve COMPANY from the next version on."""
    api = Api(load(paths.UP))
    found = api.ask("POST", f"/companies/{company}/bundles", bundle.read_bytes())
    _pin(api, company, found["name"], found["hash"])
    screen.say(f"{found['name']} {found['version']} serves {company}: {found['hash']}")


@customisation.command("list")
@click.argument("company")
def listed(company: str) -> None:
    """The bundles of COMPANY, newest first."""
    for each in Api(load(paths.UP)).ask("GET", f"/companies/{company}/bundles")["items"]:
        mark = "●" if each["pinned"] else " "
        screen.say(f"{mark} {each['name']} {each['version']}  {each['hash']}  {each['author']}, {each['added_at']}")


@customisation.command()
@click.argument("company")
@click.argument("name")
@click.argument("digest", required=False)
def pin(company: str, name: str, digest: str | None) -> None:
    """Let another bundle serve COMPANY, by its hash; without one the customisation of the release."""
    _pin(Api(load(paths.UP)), company, name, digest)


@customisation.command()
@click.argument("company")
def unpin(company: str) -> None:
    """Let the originals serve COMPANY again."""
    api = Api(load(paths.UP))
    _wait(api, company, api.ask("DELETE", f"/companies/{company}/customisation")["change"]["version"])


def _pin(api: Api, company: str, name: str, digest: str | None) -> None:
    change = api.ask("PUT", f"/companies/{company}/customisation", {"name": name, "bundle": digest})
    _wait(api, company, change["change"]["version"])


def _wait(api: Api, company: str, version: int) -> None:
    """Raises NotLive, with what the node says."""
    deadline = time.monotonic() + WAIT_SECONDS
    with screen.step(f"Version {version} of {company}"):
        while True:
            found: dict[str, Any] = api.ask("GET", f"/companies/{company}/versions/{version}?wait=1")
            if found["state"] == "live" or not found["deliveries"]:
                return
            if found["state"] == "refused" or time.monotonic() > deadline:
                reasons = "; ".join(
                    f"{each['node']}: {each['state']}: {each['reason']}" for each in found["deliveries"]
                )
                raise NotLive(f"Version {version} is not live: {reasons}.", "The nodes serve what they had before.")


def _signer(file: Path | None) -> Signer:
    """Raises BadKey."""
    if file is not None:
        return packing.signer_of(file.read_text())
    if given := os.environ.get(KEY):
        return packing.signer_of(given)
    return packing.signer_of(load(paths.UP)[KEY])
