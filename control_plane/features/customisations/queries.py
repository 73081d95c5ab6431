"""Which customisation serves a company, as far as forms, checks and answers must know it."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.problems import NotFound
from control_plane.core.vault import vault_of
from control_plane.features.companies.models import Company
from control_plane.features.customisations.models import OWNER, Bundle, CompanyBundle
from tenants.extend import Customisation
from tenants.extend.loader import load_release
from tenants.extend.registry import customisations, known, register
from tenants.model.custom import Customised
from wire.bundles import Manifest, unpack


def customised(session: Session, which: Customised | None) -> Customisation | None:
    """The customisation with its fields; None when there is none, or nobody here knows it.

    A bundle's is made of its manifest: its code is never loaded here, and so nobody answers for an original.
    """
    if which is None:
        return None
    _release()
    if which.bundle is not None and known(which) is None:
        bundle = session.get(Bundle, which.bundle)
        if bundle is not None and bundle.name == which.name:
            register(Manifest.model_validate(bundle.manifest).face(), which.bundle)
    return known(which)


def company_customised(ctx: Context, company_id: str) -> Customisation | None:
    """The customisation of a company whose row exists."""
    return customised(ctx.session, chosen(ctx.session, company_id))


def chosen(session: Session, company_id: str) -> Customised | None:
    """What the company's newest version names."""
    row = session.get(Company, company_id)
    return row.document().customisation if row is not None else None


def of_the_release() -> list[Customisation]:
    """By name."""
    _release()
    return customisations()


def bundles_of(ctx: Context, company_id: str) -> Sequence[tuple[Bundle, CompanyBundle]]:
    """What was uploaded for the company, newest first."""
    statement = select(Bundle, CompanyBundle).join(CompanyBundle, CompanyBundle.hash == Bundle.hash)
    statement = statement.where(CompanyBundle.company_id == company_id)
    rows = ctx.session.execute(statement.order_by(CompanyBundle.added_at.desc(), Bundle.hash))
    return [(row[0], row[1]) for row in rows]


def bundle_for(session: Session, company_id: str, digest: str) -> Bundle | None:
    """A bundle that was uploaded for the company."""
    statement = select(Bundle).join(CompanyBundle, CompanyBundle.hash == Bundle.hash)
    return session.scalar(statement.where(CompanyBundle.company_id == company_id, Bundle.hash == digest))


def has_bundle(session: Session, company_id: str, which: Customised) -> bool:
    """Whether this bundle of this name was uploaded for the company."""
    bundle = bundle_for(session, company_id, which.bundle) if which.bundle is not None else None
    return bundle is not None and bundle.name == which.name


def bundle_files(ctx: Context, company_id: str, which: Customised) -> dict[str, str]:
    """The files of a company's bundle by path; empty for one of the release.

    Raises NotFound, and what the vault raises.
    """
    if which.bundle is None:
        return {}
    bundle = bundle_for(ctx.session, company_id, which.bundle)
    if bundle is None:
        raise NotFound("The company has no such bundle; upload it first.")
    file = b"".join(vault_of(ctx.settings).read(bundle.storage, OWNER, bundle.bytes))
    _, files = unpack(file.partition(b"\n")[2])
    return {path: content.decode() for path, content in files.items()}


@cache
def _release() -> None:
    load_release()
