"""Lists of objects: walked through page by page, looked into by number, name or id."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar, Generic, TypeVar

from carillon_client.connection import Connection, place
from carillon_client.problems import Invalid, NotFound
from carillon_client.things import Thing
from carillon_client.values import read, reader

AThing = TypeVar("AThing", bound=Thing)
PAGE = 200


class Listing(Generic[AThing]):
    """Base of all generated lists."""

    _THING: ClassVar[type[Thing]] = Thing
    _PATH: ClassVar[str] = ""
    """Below the company, or below `/api/v1`."""
    _PAGED: ClassVar[bool] = True
    _ONE: ClassVar[bool] = True
    """Whether one of them can be asked for."""
    _FOUND_BY: ClassVar[Mapping[str, str]] = {}
    """Of these the server finds some: field → parameter of the list."""
    _NAMES: ClassVar[tuple[str, ...]] = ()
    """Fields that one of them is called by, in `[…]`, before its id."""

    def __init__(self, connection: Connection, company: str | None = None) -> None:
        self._connection, self._company = connection, company
        self._lists = f"companies/{place(company)}/{self._PATH}" if company is not None else self._PATH

    def __iter__(self) -> Iterator[AThing]:
        return self._walk({})

    def __getitem__(self, key: str) -> AThing:
        """By number or name where they have one, else by id. Raises NotFound, which is a KeyError, too."""
        found = self._named(str(key))
        return found if found is not None else self.get(str(key))

    def __contains__(self, key: str) -> bool:
        try:
            self[key]
        except NotFound:
            return False
        return True

    def get(self, key: str | int) -> AThing:
        """By its id (of a version: its number), without looking for names. Raises NotFound."""
        if not self._ONE:
            return self._among(str(key))
        try:
            return self._thing(key).reload()
        except NotFound as problem:
            raise self._missing(str(key), problem) from None

    def _walk(self, query: Mapping[str, Any]) -> Iterator[AThing]:
        cursor: str | None = None
        while True:
            paging = {"limit": PAGE, "cursor": cursor} if self._PAGED else {}
            page = self._connection.ask("GET", self._lists, query={**query, **paging}).data
            for item in page["items"]:
                thing = self._thing(item[self._THING._KEY])
                thing._read.update(item)
                yield thing
            cursor = page.get("next_cursor")
            if not cursor:
                return

    def _thing(self, key: object) -> AThing:
        return self._THING(self._connection, self._lists, self._company, str(key))  # type: ignore[return-value]

    def _named(self, key: str) -> AThing | None:
        """Exactly one that is called so. Raises NotFound for more than one."""
        for field in self._NAMES:
            found = self._with(field, key)
            if len(found) > 1:
                ids = ", ".join(each._key or "" for each in found)
                text = f"{len(found)} of {self._PATH} are called {key}: take the id ({ids})."
                raise NotFound(404, "ambiguous", "", text)
            if found:
                return found[0]
        return None

    def _with(self, field: str, key: str) -> list[AThing]:
        query = {self._FOUND_BY[field]: key} if field in self._FOUND_BY else {}
        try:
            return [each for each in self._walk(query) if str(each._read.get(field)) == key]
        except Invalid:
            # A name is no number that the list may be asked for.
            return []

    def _among(self, key: str) -> AThing:
        for each in self:
            if each._key == key:
                return each
        raise self._missing(key, NotFound(404, "not-found", "", "There is nothing here"))

    def _missing(self, key: str, problem: NotFound) -> NotFound:
        known = [str(each._read.get(field)) for each in self for field in self._NAMES if each._read.get(field)]
        near = get_close_matches(key, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        made = NotFound(problem.status, problem.code, problem.title, f"There is no {key} in {self._PATH}.{hint}")
        made.repeated = problem.repeated
        return made

    def _act(self, method: str, below: str, result: Any, **sent: Any) -> Any:
        """An operation on the list; `result` is the type of the answer."""
        data = self._connection.ask(method, f"{self._lists}/{below}" if below else self._lists, **sent).data
        return data if result in (None, bytes) else read(reader(result), data)


class Collection(Listing[AThing]):
    """A list that programs add to."""

    def _made(self, fields: Mapping[str, Any]) -> AThing:
        made: AThing = self._THING(self._connection, self._lists, self._company)  # type: ignore[assignment]
        for name, value in fields.items():
            setattr(made, name, value)
        return made
