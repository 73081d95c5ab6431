"""Bundles: taken when they are signed and tested, and put into force for a company in a version of it."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert

from control_plane.core.context import Context
from control_plane.core.problems import FieldFault, Invalid, Problem
from control_plane.core.storage import StorageAway
from control_plane.core.vault import Sealed, vault_of
from control_plane.features.companies.queries import get_company
from control_plane.features.companies.service import change_company
from control_plane.features.customisations.models import OWNER, Bundle, CompanyBundle, storage_name
from control_plane.features.customisations.queries import bundle_for
from control_plane.features.versions.service import Change, record_audit
from tenants.model.custom import Customised
from wire import bundles
from wire.bundles import FILE_MAX, BundleRefused, open_bundle


class BundlesAway(Problem):
    status, code, title = 503, "bundles-away", "Bundles cannot be stored now"


class BadBundle(Invalid):
    """The text says what is wrong with the bundle, and `code` of the fault which kind of fault it is."""

    code, title = "bad-bundle", "The bundle is not taken"

    @classmethod
    def because(cls, code: str, why: str) -> "BadBundle":
        return cls(f"The bundle is not taken: {why}.", (FieldFault("bundle", code, why),))


def upload_bundle(ctx: Context, company_id: str, file: bytes) -> Bundle:
    """Keep a bundle for the company; the same one again is harmless. Raises NotFound, BadBundle, BundlesAway."""
    get_company(ctx, company_id)
    try:
        opened = open_bundle(file, ctx.settings.bundle_keys, ctx.clock())
    except BundleRefused as refusal:
        raise BadBundle.because(refusal.code, str(refusal)) from None
    if not opened.manifest.is_tested:
        raise BadBundle.because(
            "bundle-not-tested",
            "its tests have not passed with these files; run `./carillon customisation test`, then pack and sign again",
        )
    _keep(ctx, opened, file)
    added = {"company_id": company_id, "hash": opened.hash, "added_at": ctx.clock(), "added_by": ctx.actor.name}
    noted = insert(CompanyBundle).values(added).on_conflict_do_nothing().returning(CompanyBundle.hash)
    if ctx.session.scalar(noted) is not None:
        record_audit(
            ctx, company_id, f"Bundle {opened.manifest.name} {opened.manifest.version} uploaded ({opened.hash})"
        )
    return ctx.session.get_one(Bundle, opened.hash)


def pin(ctx: Context, company_id: str, which: Customised | None) -> Change:
    """Let `which` serve the company from the next version on; None: the originals. Raises NotFound, Invalid, Conflict.

    A bundle whose signer is trusted no longer is refused here, before nodes refuse it.
    """
    if which is not None and which.bundle is not None:
        bundle = bundle_for(ctx.session, company_id, which.bundle)
        if bundle is not None and bundle.signer not in ctx.settings.bundle_keys:
            raise BadBundle.because("bundle-unknown-key", "signature of an unknown key")
    wish: dict[str, Any] = {"customisation": which.model_dump(mode="json") if which is not None else None}
    _, change = change_company(ctx, company_id, wish)
    return change


def _keep(ctx: Context, opened: bundles.Bundle, file: bytes) -> None:
    if ctx.session.get(Bundle, opened.hash) is not None:
        return
    vault = vault_of(ctx.settings)
    try:
        with vault.seal([file], OWNER, most=FILE_MAX) as sealed:
            vault.put(storage_name(opened.hash), sealed)
    except (StorageAway, OSError) as problem:
        raise BundlesAway("The storage does not answer; try again in a minute.") from problem
    ctx.session.execute(insert(Bundle).values(_row(ctx, opened, sealed)).on_conflict_do_nothing())


def _row(ctx: Context, opened: bundles.Bundle, sealed: Sealed) -> dict[str, Any]:
    manifest = opened.manifest
    return {
        "hash": opened.hash,
        "name": manifest.name,
        "version": manifest.version,
        "author": manifest.author,
        "manifest": manifest.model_dump(mode="json"),
        "signer": opened.signer,
        "bytes": sealed.bytes,
        "key_id": sealed.key_id,
        "created_at": ctx.clock(),
    }
