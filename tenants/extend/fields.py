"""Extra fields that a customisation adds to an original's objects."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import ValidationError

from tenants.model.custom import Customisable
from tenants.model.document import Document


class Fields(Document):
    """The base of a descendant's extra fields: frozen, validated, shown in forms and in the API by their own schema.

    Each field needs a default, because objects exist before they are customised. Give every field a `title`; a field
    of a type such as `EmployeeId` is checked like any other reference of the company.
    """

    @classmethod
    def of(cls, item: Customisable) -> Self:
        """The extra fields of an object.

        Fields of another customisation, which the company had before, are not there; a value that another release has
        stored and that does not fit is the default.
        """
        given: Mapping[str, Any] = {name: value for name, value in item.custom if name in cls.model_fields}
        try:
            return cls.model_validate(given)
        except ValidationError as problem:
            wrong = {fault["loc"][0] for fault in problem.errors() if fault["loc"]}
            fitting = {name: value for name, value in given.items() if name not in wrong} if wrong else {}
        try:
            return cls.model_validate(fitting)
        except ValidationError:
            return cls()
