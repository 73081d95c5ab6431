"""Permission classes for calls outside: what is not allowed here is not possible (emergency numbers always are)."""

from typing import Annotated

from pydantic import Field

from tenants.model.document import Document
from tenants.model.fields import Name, NumberPrefix, ObjectId
from tenants.model.route import CallType


class Permission(Document):
    id: ObjectId
    name: Name
    types: Annotated[tuple[CallType, ...], Field(max_length=6)] = (
        CallType.LOCAL,
        CallType.NATIONAL,
        CallType.MOBILE,
        CallType.TOLL_FREE,
    )
    """International and premium numbers are off until somebody turns them on."""
    allowed: Annotated[tuple[NumberPrefix, ...], Field(max_length=200)] = ()
    """Exceptions; the longest prefix of `allowed` and `denied` wins over `types`."""
    denied: Annotated[tuple[NumberPrefix, ...], Field(max_length=200)] = ()
