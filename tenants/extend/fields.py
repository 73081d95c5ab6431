"""Extra fields that a customisation adds to an original's objects."""

from typing import Self

from tenants.model.custom import Customisable
from tenants.model.document import Document


class Fields(Document):
    """The base of a descendant's extra fields: frozen, validated, shown in forms and in the API by their own schema.

    Each field needs a default, because objects exist before they are customised. Give every field a `title`; a field
    of a type such as `EmployeeId` is checked like any other reference of the company.
    """

    @classmethod
    def of(cls, item: Customisable) -> Self:
        """The extra fields of an object. Raises pydantic.ValidationError for what another release has stored."""
        return cls.model_validate(dict(item.custom))
