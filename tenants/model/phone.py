"""A device or programme on which an employee is reached."""

from tenants.model.custom import Customisable
from tenants.model.fields import Digest, EmployeeId, LegacyDigest, Login, Name, ObjectId


class Phone(Customisable):
    """One phone of one employee; the password is known to the phone alone, here are only digests of it."""

    id: ObjectId
    employee: EmployeeId
    label: Name
    login: Login
    digest: Digest
    legacy_digest: LegacyDigest
