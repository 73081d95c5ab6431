"""What lint finds, in words that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tenants.model.objects import Kind, TelephonyObject, kind_of


class Severity(StrEnum):
    ERROR = "error"
    """Cannot work: the change is not accepted."""
    WARNING = "warning"
    """Works, but hardly as somebody wants it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that lint looks for. `template` is English with `%(parameters)s`, for translation as it stands."""

    code: str
    severity: Severity
    template: str

    def found(self, item: TelephonyObject, place: str = "", **params: object) -> "Finding":
        """This check hits `item`, whose name becomes the parameter `name`; `place` as `choices.2.destination`."""
        texts = {key: str(value) for key, value in params.items()}
        return Finding(self, kind_of(item), item.id, {"name": name_of(item), **texts}, place)


def error(code: str, template: str) -> Check:
    return Check(code, Severity.ERROR, template)


def warning(code: str, template: str) -> Check:
    return Check(code, Severity.WARNING, template)


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that hit an object of the company."""

    check: Check
    kind: Kind
    id: str
    params: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    """Which field, as the API writes it; "" when it is the object as a whole."""

    @property
    def code(self) -> str:
        return self.check.code

    @property
    def severity(self) -> Severity:
        return self.check.severity

    @property
    def template(self) -> str:
        return self.check.template

    @property
    def text(self) -> str:
        """In English."""
        return self.template % self.params


def name_of(item: TelephonyObject) -> str:
    """What people call an object."""
    for each in ("name", "label", "service", "number"):
        if text := getattr(item, each, None):
            return str(text)
    return item.id
