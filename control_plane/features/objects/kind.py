"""What pages and API must know of a kind of object beyond its document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from control_plane.features.objects.layout import Entry, Group
from control_plane.features.objects.schemas import Schemas, schemas_of
from tenants.model import Company, Kind, TelephonyObject
from tenants.model.names import name_of
from tenants.model.objects import kind_of_class


@dataclass(frozen=True)
class Words:
    """How people call it: one, many, what it is for, and what the button and the empty list say."""

    one: object
    many: object
    lead: object
    add: object
    none: object


@dataclass(frozen=True)
class ObjectKind:
    """`plural` stands in addresses; `about` is the line below the name in lists."""

    cls: type[TelephonyObject]
    plural: str
    icon: str
    words: Words
    groups: tuple[Group, ...]
    about: Callable[[Any, Company], str]
    fixed: frozenset[str] = frozenset()
    """Fields that are written by something else than a wish, such as an upload."""
    creates: bool = True
    """False: objects come into being elsewhere."""
    title: Callable[[Any], str] = name_of
    """How one of them is called in lists."""

    first: tuple[Group, ...] = ()
    """What the form of a new one has before the others, such as a number that cannot be changed later."""

    @property
    def kind(self) -> Kind:
        return kind_of_class(self.cls)

    @property
    def schemas(self) -> Schemas:
        return schemas_of(self.cls, self.fixed)

    @property
    def many(self) -> str:
        """As the API's operations are called: `WaitingLines`."""
        return "".join(part.title() for part in self.plural.split("-"))

    @property
    def numbered(self) -> bool:
        """Whether lists show a short number."""
        number = self.cls.model_fields.get("number")
        return number is not None and "[0-9]{2,6}" in repr(number)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)
