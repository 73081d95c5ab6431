"""The database: one declarative base, free of Flask, and Flask-SQLAlchemy's session for requests."""

import enum
from datetime import datetime

import uuid_utils
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables. Times are aware; text is unbounded here and bounded by the shapes in tenants/model."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own attribute)
        datetime: DateTime(timezone=True),
        enum.Enum: Enum(enum.Enum, native_enum=False, length=40, values_callable=lambda e: [m.value for m in e]),
    }


db = SQLAlchemy(metadata=Base.metadata)


def new_id() -> str:
    """A UUIDv7 as text: sortable by time, so indexes stay compact (RFC 9562 §5.7)."""
    return str(uuid_utils.uuid7())
