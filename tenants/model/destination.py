"""Where a call can be sent: a reference to one object of the same company."""

from enum import StrEnum
from typing import Literal

from tenants.model.document import Document
from tenants.model.fields import ObjectId


class DestinationKind(StrEnum):
    """The kinds of object that can take a call."""

    EMPLOYEE = "employee"


class Destination(Document):
    """A reference such as `{"kind": "employee", "id": "…"}`."""

    kind: Literal[DestinationKind.EMPLOYEE] = DestinationKind.EMPLOYEE
    id: ObjectId
