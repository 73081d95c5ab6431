"""Where faxes arrive."""

from tenants.model.custom import Customisable
from tenants.model.fields import Email, Name, ObjectId, ShortNumber


class Fax(Customisable):
    """A fax that comes in is sent on by e-mail."""

    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    email: Email
