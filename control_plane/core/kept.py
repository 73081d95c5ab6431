"""Files that nodes made and the control plane keeps: what all their tables share, and how they come and go.

A file is stored before its row is committed, and erased after its row says `deleted_at`: at every moment the rows name
no file that is not there, and what no row names is cleared away (see features/transfers/chores.py).
"""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column


class StoredFile:
    """Columns of a file in the vault; its owner there is the company."""

    node: Mapped[str]
    """The node that made it; with `file` it is the same however often it is sent."""
    file: Mapped[str]
    at: Mapped[datetime]
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    key_id: Mapped[str]
    storage: Mapped[str] = mapped_column(unique=True)
    """Its name in the storage."""
    deleted_at: Mapped[datetime | None]
    """Nobody sees it any more."""
    erased_at: Mapped[datetime | None]
    """Its content is gone from the storage as well."""
