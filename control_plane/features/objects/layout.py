"""How the form of a kind is laid out: groups of entries with their words. The type of a field says how it is shown."""

from dataclasses import dataclass

from pydantic import BaseModel

from tenants.model import DestinationKind


@dataclass(frozen=True)
class Entry:
    """`name` is the document's field; `entries` lay out the rows of a list, `kinds` limit a list of destinations."""

    name: str
    label: object
    hint: object = ""
    unit: object = ""
    entries: tuple["Entry", ...] = ()
    kinds: tuple[DestinationKind, ...] = ()
    ordered: bool = False
    """Of a list: its order counts."""
    extra: type[BaseModel] | None = None
    """The extra fields that this one is of; its name is then `custom.<field>`."""
    options: tuple[tuple[str, str], ...] = ()
    """Of a choice between texts that have no words of ours: value and words."""

    @property
    def field(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(frozen=True)
class Group:
    """Entries under one heading; those that are `rare` are folded away until something of them is set."""

    label: object
    entries: tuple[Entry, ...]
    rare: bool = False
