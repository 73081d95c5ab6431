"""Following the audit trails of many companies, for operators and their timers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click
from sqlalchemy import select

from control_plane.core.scripts import transaction
from control_plane.features.audit.chain import Link
from control_plane.features.audit.queries import verify
from control_plane.features.companies.models import Company
from control_plane.settings import Settings


@dataclass(frozen=True)
class Line:
    text: str
    bad: bool


def verify_all(settings: Settings, companies: Sequence[str], known: Sequence[str]) -> Iterator[Line]:
    """A line for each company, or for each of `companies`; `known` (NUMBER:HASH) is about the one that is named.

    Raises click.BadParameter.
    """
    noted = [_link(each) for each in known]
    if noted and len(companies) != 1:
        raise click.BadParameter("name the one company that a known record belongs to")
    with transaction(settings) as ctx:
        ids = companies or ctx.session.scalars(select(Company.id).order_by(Company.id)).all()
    for company in ids:
        # A transaction of its own each: nobody waits for the verification of other companies.
        with transaction(settings) as ctx:
            if ctx.session.get(Company, company) is None:
                yield Line(f"{company}: there is no such company", bad=True)
                continue
            found = verify(ctx.session, company, noted)
        head = f"{found.head.number} records, the last one {found.head.hash}"
        if found.broken is None:
            yield Line(f"{company}: whole, {head}", bad=False)
        else:
            yield Line(f"{company}: record {found.broken.number} is bad ({found.broken.fault.value}); {head}", bad=True)


def _link(text: str) -> Link:
    number, _, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise click.BadParameter(f"{text!r} is no NUMBER:HASH; write it as the verification printed it")
    return Link(int(number), digest)
