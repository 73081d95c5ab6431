"""The testimony of one run of the call logic: who called, and every answer that it was given, in order."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from tenants.model.document import Document
from tenants.model.told import Text

DATA_MAX = 1000
SEEN_MAX = 150


class Seen(Document):
    """One answer of the world. `what` says to which question of `tenants.calls.Call`, see `notes`."""

    what: Text
    about: Annotated[tuple[Text, ...], Field(max_length=64)] = ()
    """Whom it is about: logins, numbers, ids."""
    answer: Text = ""
    """How it came out: a reason, digits, `yes` or empty."""
    by: Text = ""
    seconds: float = 0.0
    """How long it took, or how many there are."""
    talked: float = 0.0
    data: Annotated[str, StringConstraints(max_length=DATA_MAX, pattern=r"^[ -~]*$")] = ""
    """More of it, as JSON in ASCII."""


class Witness(Document):
    """One run. Exactly one of `employee` and `line` is set, as with `tenants.calls.call.Caller`."""

    version: int
    at: AwareDatetime
    dialled: Text
    caller_number: Text = ""
    caller_name: Text = ""
    employee: Text = ""
    phone: Text = ""
    """The login."""
    line: Text = ""
    transferred_by: Text = ""
    transferred_from: Text = ""
    """The login of the phone whose button was pressed."""
    recorded: bool = False
    """Whether the call was recorded already when it came."""
    seed: int = 0
    """Of what was drawn by chance."""
    gone_at: int = 0
    """The step at which the caller hung up, from 1; 0: they did not, before the call logic was through."""
    whole: bool = True
    """False: the call logic did not come to its end, or saw more than is kept."""
    seen: Annotated[tuple[Seen, ...], Field(max_length=SEEN_MAX)] = ()
