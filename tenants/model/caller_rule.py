"""What happens to certain callers from outside."""

from typing import Annotated

from pydantic import Field

from tenants.model.destination import Destination
from tenants.model.document import Document
from tenants.model.fields import AllWhenEmpty, Name, NumberId, NumberPrefix, ObjectId
from tenants.model.number import Treatment


class CallerRule(Document):
    """Callers whose number begins with `prefix`; the longest prefix wins, and ALLOW makes an exception."""

    id: ObjectId
    name: Name
    prefix: NumberPrefix
    treatment: Treatment = Treatment.BLOCK
    destination: Destination | None = None
    """With SEND."""
    numbers: Annotated[tuple[NumberId, ...], Field(max_length=500), AllWhenEmpty()] = ()
    """Only for calls to these numbers of the company; empty: all."""
