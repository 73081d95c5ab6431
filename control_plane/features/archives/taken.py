"""What an installation has already: ids, logins, public numbers, shared lines, customisations."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.companies.models import Company
from control_plane.features.customisations.models import Bundle
from control_plane.features.customisations.queries import of_the_release
from control_plane.features.lines.models import Line
from control_plane.features.numbers.models import Number
from control_plane.features.objects.models import CompanyObject
from control_plane.features.objects.rows import TABLES
from control_plane.features.phones.models import Phone
from tenants.model import Kind
from tenants.model.custom import Customised
from tenants.model.references import Key

AT_ONCE = 1000
Some = TypeVar("Some")


def taken_ids(session: Session, keys: Iterable[Key]) -> set[Key]:
    """Ids that an object of the same kind has in any company: nodes know lines, for one, by their id alone."""
    found = set[Key]()
    for some in _batched(sorted(keys)):
        ids = [identifier for _, identifier in some]
        here: set[Key] = set()
        for kind, table in TABLES.items():
            here |= {(kind, each) for each in session.scalars(select(table.id).where(table.id.in_(ids)))}
        others = select(CompanyObject.kind, CompanyObject.id).where(CompanyObject.id.in_(ids))
        here |= {(Kind(word), identifier) for word, identifier in session.execute(others).all()}
        found |= here & set(some)
    return found


def taken_numbers(session: Session, numbers: Iterable[str]) -> set[str]:
    return set(_among(session, Number.number, numbers))


def taken_logins(session: Session, logins: Iterable[str]) -> set[str]:
    return set(_among(session, Phone.login, logins))


def company_taken(session: Session, company_id: str) -> bool:
    return session.get(Company, company_id) is not None


def has_shared_line(session: Session, line_id: str) -> bool:
    own = session.scalars(select(Line).where(Line.id == line_id, Line.host.is_not(None)))
    return any(row.document().shared for row in own)


def knows(session: Session, which: Customised) -> bool:
    """Whether code of this name is here: that of the release, or a bundle that somebody has uploaded."""
    if which.bundle is None:
        return which.name in {each.name for each in of_the_release()}
    bundle = session.get(Bundle, which.bundle)
    return bundle is not None and bundle.name == which.name


def _among(session: Session, column: Any, values: Iterable[str]) -> Iterator[str]:
    for some in _batched(sorted(set(values))):
        yield from session.scalars(select(column).where(column.in_(some)))


def _batched(values: Iterable[Some]) -> Iterator[list[Some]]:
    rest = iter(values)
    while some := list(islice(rest, AT_ONCE)):
        yield some
