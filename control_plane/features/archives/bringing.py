"""One archive from its bytes to a company: opened, checked, planned, and written if nothing is wrong."""

from dataclasses import dataclass, field
from typing import IO, Any

from control_plane.core.context import Context
from control_plane.core.vault import Vault
from control_plane.features.archives.choices import NewPlace
from control_plane.features.archives.contents import Content, content_of
from control_plane.features.archives.findings import Finding, refused, warning
from control_plane.features.archives.form import HISTORY, JSON_MAX, SECRETS, Manifest, Secrets
from control_plane.features.archives.lockbox import WrongPassphrase, unlock
from control_plane.features.archives.opening import NoArchive, Opened, manifest_of, opened, wrong_parts
from control_plane.features.archives.planning import Plan, plan, told_plain
from control_plane.features.archives.settling import Said, settle
from tenants.model.objects import kind_of


@dataclass
class Brought:
    """`version`: of the company that was written; None: nothing was. `told` holds secrets."""

    findings: list[Finding] = field(default_factory=list)
    outcome: dict[str, Any] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    version: int | None = None

    @property
    def refused(self) -> bool:
        return refused(self.findings)


def bring(
    ctx: Context,
    vault: Vault,
    file: IO[bytes],
    size: int,
    place: NewPlace | None,
    said: Said,
    *,
    passphrase: str | None,
    write: bool,
    anew: bool = False,
) -> Brought:
    """`place` None: the archive alone is looked at. Raises what a change may raise, StorageAway."""
    brought = Brought()
    said("check", 0, 0)
    read = read_archive(file, size, brought)
    if read is None or brought.refused:
        return brought
    archive, manifest, content = read
    brought.outcome = _about(manifest, content, archive)
    if place is None:
        return brought
    secrets = _secrets(archive, passphrase, brought)
    said("plan", 0, 0)
    planned = plan(ctx, content, place, secrets, anew=anew)
    brought.findings += planned.findings
    brought.outcome |= _foretold(planned)
    if not brought.refused and write:
        change = settle(ctx, vault, content, planned, archive.chunks, said)
        brought.version, brought.told = change.version, told_plain(planned.told)
        brought.outcome |= {"version": change.version}
    return brought


def read_archive(file: IO[bytes], size: int, brought: Brought) -> tuple[Opened, Manifest, Content] | None:
    """What is in, if that can be told at all; what is wrong with it goes into `brought`."""
    try:
        archive, findings = opened(file, size)
        brought.findings += findings
        if brought.refused:
            return None
        manifest = manifest_of(archive)
    except NoArchive as problem:
        brought.findings.append(problem.finding)
        return None
    brought.findings += wrong_parts(archive, manifest)
    content, findings = content_of(archive, manifest)
    brought.findings += findings
    return (archive, manifest, content) if content is not None else None


def _secrets(archive: Opened, passphrase: str | None, brought: Brought) -> Secrets | None:
    if SECRETS not in archive.entries:
        if passphrase:
            words = "There are no passwords in the archive, so no passphrase is needed; new ones will be made."
            brought.findings.append(warning("no-secrets", SECRETS, words))
        return None
    if not passphrase:
        words = "The archive holds passwords, and no passphrase was given: new ones will be made, and told."
        brought.findings.append(warning("no-passphrase", SECRETS, words))
        return None
    try:
        if archive.entries[SECRETS].file_size > JSON_MAX:
            raise WrongPassphrase
        return unlock(archive.read(SECRETS), passphrase)
    except WrongPassphrase:
        words = "The passphrase does not open the passwords; correct it, or import without it to have new ones made."
        brought.findings.append(Finding("wrong-passphrase", SECRETS, words))
    return None


def _about(manifest: Manifest, content: Content, archive: Opened) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for item in content.items:
        counts[kind_of(item).value] = counts.get(kind_of(item).value, 0) + 1
    files: dict[str, int] = {"sound": len(content.sounds)}
    for row in content.kept:
        files[row.kind] = files.get(row.kind, 0) + 1
    return {
        "source": manifest.company,
        "source_name": manifest.name,
        "source_version": manifest.version,
        "counts": dict(sorted(counts.items())),
        "files": files,
        "history": any(name in archive.entries for name in HISTORY),
        "secrets": SECRETS in archive.entries,
    }


def _foretold(planned: Plan) -> dict[str, Any]:
    """What would be new, without its values."""
    new = [each.model_dump(exclude={"value"}) for each in planned.told]
    return {"company": planned.company, "new": new[:1000]}
