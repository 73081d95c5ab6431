"""What the control plane tells a node about a company; `Payload.version` is the company's version."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from tenants.model import Company, Kind, TelephonyObject, parse_object
from tenants.model.document import Document
from tenants.model.fields import ObjectId
from tenants.model.objects import kind_of
from wire.envelope import Sealed

StateHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Op(StrEnum):
    """Operations from the control plane to a node: the complete list."""

    DOCUMENT = "company.document"
    PATCH = "company.patch"
    REMOVE = "company.remove"


OPERATIONS: frozenset[str] = frozenset(Op)


class Item(Document):
    """One object of a document: its kind and its plain data."""

    kind: Kind
    data: dict[str, Any]

    @classmethod
    def of(cls, item: TelephonyObject) -> "Item":
        return cls(kind=kind_of(item), data=item.plain())

    def parse(self) -> TelephonyObject:
        """The typed object. Raises pydantic.ValidationError."""
        return parse_object(self.kind, self.data)


class Removal(Document):
    kind: Kind
    id: ObjectId


class CompanyDocument(Document):
    """The whole company at one version: op `company.document`."""

    company: ObjectId
    version: Annotated[int, Field(ge=1)]
    state_hash: StateHash
    items: tuple[Item, ...]

    @classmethod
    def of(cls, company: Company) -> "CompanyDocument":
        return cls(
            company=company.id,
            version=company.version,
            state_hash=company.state_hash,
            items=tuple(Item.of(o) for o in company.objects.values()),
        )


class CompanyPatch(Document):
    """What changed from `base_version` to `version`: op `company.patch`. Objects are whole, never single fields."""

    company: ObjectId
    base_version: Annotated[int, Field(ge=1)]
    version: Annotated[int, Field(ge=2)]
    state_hash: StateHash
    """Of the company after the change."""
    puts: tuple[Item, ...] = ()
    removes: tuple[Removal, ...] = ()


class CompanyRemoval(Document):
    """This node serves the company no longer: op `company.remove`; `version` is the last version it may have had."""

    company: ObjectId
    version: Annotated[int, Field(ge=1)]
    erase: bool = False
    """The company was deleted: its files go as well, also those that wait for their upload. Left out when false."""


class Delivery(Document):
    """The RQ job's only argument besides its name `carillon.deliver`."""

    envelope: Sealed


JOB_NAME = "carillon.deliver"
