"""What a person typed and what is wrong with it: a form comes back as it was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Form:
    """`values` as text by field; `errors` one sentence by field; `note` a sentence about the form as a whole."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    seen: str = ""
    """What the form showed, see web/stale.py; empty for something new."""

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def refused(self, errors: Mapping[str, str], note: str = "") -> "Form":
        """The same form with what to correct."""
        return replace(self, errors=errors, note=note)


def typed(sent: Mapping[str, str], names: Iterable[str]) -> Form:
    """The named fields of a sent form, without white space around them; others are ignored, missing ones empty.

    Text is cut at 10,000 characters: more than any field takes, and little enough to send back.
    """
    return Form({name: sent.get(name, "")[:10_000].strip() for name in names})
