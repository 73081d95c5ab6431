"""A menu: a greeting, and digits that lead somewhere."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tenants.model.custom import Customisable
from tenants.model.destination import Destination
from tenants.model.document import Document
from tenants.model.fields import Language, Name, ObjectId, ShortNumber
from tenants.model.prompt import Prompt


class MenuChoice(Document):
    """One digit (or several, such as `12`). `language` is chosen for the rest of the call."""

    digits: Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,4}$")]
    destination: Destination
    language: Language | None = None
    label: Name | None = None
    """What the choice means, for reports and the journey."""


class Menu(Customisable):
    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    greeting: Prompt | None = None
    choices: Annotated[tuple[MenuChoice, ...], Field(max_length=40)] = ()
    dial_employees: bool = False
    """Callers may dial short numbers of the company."""
    wait_seconds: Annotated[int, Field(ge=1, le=60)] = 5
    """After the greeting, for the first digit."""
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    """How often the greeting is played before the call goes on."""
    wrong: Prompt | None = None
    """Said after a wrong digit; None: the built-in sentence."""
    on_silence: Destination | None = None
    on_wrong: Destination | None = None
    """After the last attempt; None: the same as `on_silence`, and without that the call ends with a sentence."""
