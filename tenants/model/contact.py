"""A name in the directory of the company or of one person."""

from typing import Annotated

from pydantic import StringConstraints

from tenants.model.custom import Customisable
from tenants.model.fields import EmployeeId, Name, ObjectId, OutsideNumber


class Contact(Customisable):
    """Its name is shown when this number calls; `speed_dial` is dialled after the short code of speed dialling."""

    id: ObjectId
    name: Name
    number: OutsideNumber
    owner: EmployeeId | None = None
    """An employee: personal. None: the whole company's."""
    speed_dial: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}$")] | None = None
