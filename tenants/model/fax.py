"""Where faxes arrive."""

from tenants.model.document import Document
from tenants.model.fields import Email, Name, ObjectId, ShortNumber


class Fax(Document):
    """A fax that comes in is sent on by e-mail."""

    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    email: Email
