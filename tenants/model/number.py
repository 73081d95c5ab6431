"""A public telephone number of the company."""

from tenants.model.destination import Destination
from tenants.model.document import Document
from tenants.model.fields import Name, ObjectId, OutsideNumber


class Number(Document):
    """A number in E.164 and where its calls go; None: callers hear that nobody can take the call."""

    id: ObjectId
    number: OutsideNumber
    label: Name | None = None
    destination: Destination | None = None
