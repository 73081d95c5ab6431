"""Which companies a transaction may touch: PostgreSQL decides by a signed, transaction-local scope (see ADR 0040).

`scope` makes the signed text, `sessions` puts it into every transaction, `protection` is the owner's side: policies,
grants and the key. Whatever forgets its scope sees nothing.
"""

from control_plane.core.tenancy.scope import EVERYTHING, NOTHING, Scope, Seal, seal_of
from control_plane.core.tenancy.sessions import (
    NotWithinSavepoint,
    admit,
    asking_about,
    confine,
    everywhere,
    reaching,
    system_engine,
)

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "NotWithinSavepoint",
    "Scope",
    "Seal",
    "admit",
    "asking_about",
    "confine",
    "everywhere",
    "reaching",
    "seal_of",
    "system_engine",
]
