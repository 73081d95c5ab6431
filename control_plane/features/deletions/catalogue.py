"""Every place in the database where a company can stand, as the database's own catalogue knows it.

A table that somebody adds later is counted without anybody thinking of it here.
"""

from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

_COLUMNS: Final = text(
    """
    SELECT c.table_name, c.column_name
    FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
      AND (c.column_name = 'company_id' OR (c.table_name, c.column_name) IN
           (('companies', 'id'), ('archive_jobs', 'company'), ('archive_jobs', 'source'),
            ('idempotent_answers', 'company')))
    ORDER BY c.table_name, c.column_name
    """
)


def places(session: Session | Connection) -> list[tuple[str, str]]:
    """Table and column of each."""
    return [(table, column) for table, column in session.execute(_COLUMNS).all()]


def rows_of(session: Session | Connection, company_id: str) -> dict[str, int]:
    """How many rows name the company, by table; tables without any are left out."""
    counts: dict[str, int] = {}
    for table, column in places(session):
        # Both names come from the catalogue itself.
        counted = text(f'SELECT count(*) FROM "{table}" WHERE "{column}" = :company')  # noqa: S608
        many = session.execute(counted, {"company": company_id}).scalar_one()
        if many:
            counts[table] = counts.get(table, 0) + many
    return counts
