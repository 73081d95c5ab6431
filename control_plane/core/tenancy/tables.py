"""Which rows belong to a company: derived from the columns, so that a new table is protected without anybody thinking.

A table with `company_id` belongs to companies, row by row. The few others are named here, each with its reason; a
table that is in none of the lists stops the migration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

COMPANY_COLUMN: Final = "company_id"
BY_ID: Final = frozenset({"companies", "retired_companies"})
"""Their `id` is the company."""
PLATFORM: Final[Mapping[str, str]] = {
    "alembic_version": "the schema's revision",
    "resellers": "who they are; their companies are found by companies.reseller_id",
    "users": "people sign in before anybody knows their companies; memberships tell, and are protected",
    "sessions": "found by the hash of a random token",
    "api_tokens": "found by the hash of a random token",
    "sign_in_attempts": "counted before anybody is known, by a hash of login or address",
    "sign_in_events": "the journal of the door, for operators and for the person",
    "sign_in_tickets": "found by the hash of a random token",
    "totp_factors": "a person's, whatever companies are theirs; the secret is locked",
    "recovery_codes": "found by the hash of person and code",
    "passkeys": "a person's, found by the credential's random id",
    "door_mails": "mails about signing in, before anybody is known; locked",
    "idempotent_answers": "found by a hash of person and key; the answer is locked",
    "archive_jobs": "found by id and person; the company of an import is not there yet, and secrets are locked",
    "templates": "a reseller's or the operator's, and of no company any more",
    "deletions": "what is left of a company that is gone: its name and counts",
    "nodes": "telephony nodes serve many companies; placements tell which, and are protected",
    "bundles": "code by its content, shared on purpose; company_bundles tells whose, and is protected",
}
"""Tables of no company, with the reason."""


class Unprotected(Exception):
    """A table of which nobody has said whether it belongs to companies."""


@dataclass(frozen=True)
class Policy:
    """`reading`: only for SELECT, so that whoever may look may not write."""

    name: str
    condition: str
    reading: bool = False


def policies_of(table: str, columns: frozenset[str]) -> tuple[Policy, ...]:
    """What protects a table; nothing for those of the platform. Raises Unprotected."""
    if table in PLATFORM:
        return ()
    company = "id" if table in BY_ID else COMPANY_COLUMN
    if company not in columns:
        raise Unprotected(
            f"Table {table!r} has no {COMPANY_COLUMN}, and core/tenancy/tables.py does not say why; give it the column "
            "as the first part of its key, or add it to PLATFORM with the reason."
        )
    # The first half decides for people; the second is looked at only where the first says no.
    mine = f"{company} = ANY ({_names('companies')}) OR {_names('all')} IS NOT NULL"
    found = [Policy("company", mine)]
    if table == "companies":
        found.append(Policy("reseller", f"reseller_id = ANY ({_names('resellers')})", reading=True))
    elif "user_id" in columns:
        found.append(Policy("person", f"user_id = ANY ({_names('user')})", reading=True))
    return tuple(found)


def _names(kind: str) -> str:
    # In a sub-select it is asked once per statement, not once per row.
    return f"(SELECT tenancy.names('{kind}'))::text[]"
