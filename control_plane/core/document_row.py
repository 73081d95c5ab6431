"""How a table's row holds an object of the company's document."""

from typing import Any, ClassVar, TypeVar, cast

from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import TelephonyObject

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)


class DocumentRow:
    """Columns for what is searched for or unique; `settings` holds the other fields, plain and without defaults.

    A field that is new in the document therefore needs no migration.
    """

    __table__: ClassVar[Any]
    LOCKED: ClassVar[frozenset[str]] = frozenset()
    """Fields that the row keeps elsewhere, in a locked box."""
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    def read(self, cls: type[SomeObject]) -> SomeObject:
        """The object that the row holds."""
        columns = {name: getattr(self, name) for name in self._columns(cls)}
        given = {name: value for name, value in columns.items() if value is not None}
        return cast(SomeObject, cls.model_validate(self.settings | given))

    def assign(self, item: TelephonyObject) -> None:
        """Hold `item` from now on."""
        columns = self._columns(type(item))
        for name in columns:
            setattr(self, name, getattr(item, name))
        self.settings = {name: v for name, v in item.plain().items() if name not in columns | self.LOCKED}

    @classmethod
    def _columns(cls, document: type[BaseModel]) -> frozenset[str]:
        return frozenset(cls.__table__.columns.keys()) & document.model_fields.keys()
