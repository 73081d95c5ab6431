"""Objects with a place of their own in the API: read, changed and saved as ordinary Python objects."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pydantic import TypeAdapter, ValidationError

from carillon_client.connection import Answer, Connection, place
from carillon_client.problems import BadValue, CarillonError, ChangedMeanwhile, Conflict, NotFound, unknown
from carillon_client.streams import Event, stream
from carillon_client.values import adapter, bad_value, plain, read, reader

Lists = TypeVar("Lists")


@dataclass(frozen=True)
class Change:
    """What a saved change became: version `version` of the company, and what to look at in it."""

    version: int
    state: str
    warnings: tuple[str, ...]


class Thing:
    """Base of all generated kinds of objects.

    A new object is sent with what was set; an existing one with what differs from what was read, also inside of lists.
    """

    _FIELDS: ClassVar[tuple[str, ...]] = ()
    _NEW: ClassVar[frozenset[str]] = frozenset()
    """Fields that may be set before the first `save()`, `_CHANGE` afterwards."""
    _CHANGE: ClassVar[frozenset[str]] = frozenset()
    _DEFAULTS: ClassVar[Mapping[str, Any]] = {}
    _KEY: ClassVar[str] = "id"
    _OWNS: ClassVar[bool] = False
    """Whether it is what all other lists belong to: a company."""

    def __init__(self, connection: Connection, lists: str, company: str | None = None, key: str | None = None) -> None:
        """`lists` is the path of the list that it stands in. Programs get objects from lists instead."""
        state = {"_connection": connection, "_lists": lists, "_company": company, "_key": key}
        state |= {"_read": {}, "_values": {}, "_etag": None, "change": None}
        vars(self).update(state)

    if TYPE_CHECKING:
        _connection: Connection
        _lists: str
        _company: str | None
        _key: str | None
        _read: dict[str, Any]
        _values: dict[str, Any]
        _etag: str | None
        change: Change | None
        """What the last `save()` or `delete()` of this object became."""
    else:
        # Hidden from type checkers: they know the fields.

        def __getattr__(self, name: str) -> Any:
            return self._get(name)

        def __setattr__(self, name: str, value: Any) -> None:
            self._set(name, value)

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._FIELDS]

    def __repr__(self) -> str:
        shown = [f"{name}={self._read[name]!r}" for name in ("number", "name") if self._read.get(name)]
        return f"<{' '.join([type(self).__name__, self._key or 'new', *shown])}>"

    @property
    def is_new(self) -> bool:
        """Whether it was never saved."""
        return self._key is None

    def save(self, *, wait_live: bool | float = False) -> Change | None:
        """Send what was changed; None when nothing was. `wait_live`: until it is in force on every node.

        True waits 30 seconds, a number that many. Raises Problem, Unreachable, NotLive.
        """
        answer = self._create() if self._key is None else self._send_changes()
        if answer is None:
            return None
        self._take(answer)
        self._wait(wait_live)
        return self.change

    def delete(self, *, detach: bool = False, wait_live: bool | float = False) -> Change | None:
        """Remove it. `detach` takes it out of everything that points to it first, else that refuses."""
        vars(self)["change"] = None
        self._note(self._remove(detach=detach).data)
        self._wait(wait_live)
        return self.change

    def reload(self) -> Self:
        """Read it anew; what was changed and not saved is forgotten."""
        self._values.clear()
        self._read.clear()
        self._take(self._ask("GET"))
        return self

    def as_json(self) -> dict[str, Any]:
        """All that is known of it, as plain JSON, with the changes that are not saved."""
        return deepcopy(self._read) | self._changed()

    @property
    def path(self) -> str:
        """Its place in the API."""
        if self._key is None:
            raise CarillonError(f"This {type(self).__name__} has no place yet: save() it first.")
        return f"{self._lists}/{place(self._key)}"

    def _ask(self, method: str, below: str = "", **sent: Any) -> Answer:
        return self._connection.ask(method, f"{self.path}/{below}" if below else self.path, **sent)

    def _act(self, method: str, below: str, result: Any = None, **sent: Any) -> Any:
        """An operation of its own; `result` is the type of the answer, None when that is this object."""
        answer = self._ask(method, below, **sent)
        if result is None:
            if isinstance(answer.data, dict):
                self._take(answer)
            return None
        self._note(answer.data)
        return answer.data if result is bytes else read(reader(result), answer.data)

    def _stream(self, below: str, **sent: Any) -> Iterator[Event]:
        return stream(self._connection, f"{self.path}/{below}", **sent)

    def _own(self, lists: Callable[[Connection, str], Lists]) -> Lists:
        if self._key is None:
            raise CarillonError(f"This {type(self).__name__} has nothing yet: save() it first.")
        return lists(self._connection, self._key)

    def _create(self) -> Answer:
        if not self._NEW:
            raise CarillonError(f"Programs do not make a {type(self).__name__}.")
        return self._connection.ask("POST", self._lists, body=self._changed())

    def _send_changes(self) -> Answer | None:
        changes = self._changed()
        return self._send(changes) if changes else None

    def _send(self, changes: dict[str, Any]) -> Answer:
        try:
            return self._ask("PATCH", body=changes, etag=self._etag)
        except Conflict as problem:
            # The first try may have been carried out, and only its answer lost.
            again = self._ask("GET") if problem.repeated and _done(problem) else None
            if again is None or any(again.data.get(name) != value for name, value in changes.items()):
                raise
            return again

    def _remove(self, *, detach: bool) -> Answer:
        try:
            return self._ask("DELETE", query={"detach": True} if detach else None, etag=self._etag)
        except NotFound as gone:
            if not gone.repeated:
                raise
            return Answer(204, None, None, True)

    def _changed(self) -> dict[str, Any]:
        """JSON of what differs from what was read; of a new object, of what was set or differs from its defaults."""
        kept = self._DEFAULTS if self._key is None else self._read
        changed = {}
        for name, value in self._values.items():
            data = plain(self._adapter(name), value)
            if name not in kept or data != plain(self._adapter(name), read(self._adapter(name), kept[name])):
                changed[name] = data
        return changed

    def _take(self, answer: Answer) -> None:
        """Become what the server says."""
        self._note(answer.data)
        self._values.clear()
        self._read.update({name: value for name, value in answer.data.items() if name != "change"})
        vars(self).update(_key=str(self._read[self._KEY]), _etag=answer.etag)

    def _note(self, data: Any) -> None:
        if isinstance(data, dict) and isinstance(said := data.get("change"), dict):
            warnings = tuple(str(each.get("text", each)) for each in said.get("warnings", ()))
            vars(self)["change"] = Change(int(said["version"]), str(said["state"]), warnings)

    def _wait(self, wanted: bool | float) -> None:
        company = self._key if self._OWNS else self._company
        if wanted is not False and self.change is not None and company is not None:
            from carillon_client.waiting import wait_live  # noqa: PLC0415 (versions are things, too)

            wait_live(self._connection, company, self.change.version, 30.0 if wanted is True else float(wanted))

    def _adapter(self, name: str) -> TypeAdapter[Any]:
        owner: Any = type(self)
        return adapter(owner, f"{name}_" if iskeyword(name) else name)

    def _get(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        name = _plain_name(name)
        if name not in self._FIELDS:
            raise unknown(type(self).__name__, name, self._FIELDS)
        if name not in self._values:
            self._values[name] = read(self._adapter(name), self._raw(name))
        return self._values[name]

    def _raw(self, name: str) -> Any:
        if name not in self._read and self._key is not None:
            self._read_missing()
        if name in self._read:
            return self._read[name]
        if self._key is None and name in self._DEFAULTS:
            return deepcopy(self._DEFAULTS[name])
        never = "it is not set yet" if self._key is None else "the server does not show it"
        raise AttributeError(f"{type(self).__name__}.{name}: {never}.")

    def _read_missing(self) -> None:
        """Lists show less than the object itself does."""
        answer = self._ask("GET")
        self._read.update({field: value for field, value in answer.data.items() if field not in self._read})
        if not self._etag:
            vars(self)["_etag"] = answer.etag

    def _set(self, name: str, value: Any) -> None:
        name = _plain_name(name)
        if name not in self._FIELDS:
            raise unknown(type(self).__name__, name, self._FIELDS)
        if name not in (self._NEW if self._key is None else self._CHANGE):
            when = "cannot be changed afterwards" if name in self._NEW else "is only read"
            raise BadValue(f"{type(self).__name__}.{name} {when}.")
        try:
            self._values[name] = self._adapter(name).validate_python(value)
        except ValidationError as problem:
            raise bad_value(f"{type(self).__name__}.{name}", problem) from None


def _plain_name(attribute: str) -> str:
    """`from_`, since `from` is a word of Python, is `from` in the API."""
    return attribute[:-1] if iskeyword(attribute[:-1]) and attribute.endswith("_") else attribute


def _done(problem: Conflict) -> bool:
    return isinstance(problem, ChangedMeanwhile) or problem.code == "nothing-changed"
