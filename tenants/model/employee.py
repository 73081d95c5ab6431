"""A person who can be called."""

from tenants.model.document import Document
from tenants.model.fields import Name, ObjectId, OutsideNumber, RingSeconds, ShortNumber


class Employee(Document):
    """A person with a short number; the phones belong to the employee, see `Phone.employee`."""

    id: ObjectId
    name: Name
    number: ShortNumber
    ring_seconds: RingSeconds = 20
    outside_number: OutsideNumber | None = None
    """What people outside see when this employee calls; None: the line's own number."""
