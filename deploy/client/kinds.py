"""What the paths of the API make: kinds of objects with lists, and operations that stand at an object or a list."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deploy.client.shapes import Field, Scope, simple_name, united
from deploy.client.words import camel, operation_name, snake, words_of

PREFIX = "/api/v1/"
METHODS = ("get", "post", "put", "patch", "delete")
PAGING = frozenset({"limit", "cursor"})
RESERVED = frozenset({"change", "save", "delete", "reload", "as_json", "path", "is_new"})


@dataclass
class Action:
    """An operation beyond the usual five. `result` is a type; empty: the object itself, or nothing."""

    name: str
    method: str
    below: tuple[str, ...]
    summary: str
    query: list[Field]
    body: str
    uploads: str
    """The content type of the file that is sent; empty: none is."""
    result: str
    streams: bool = False


@dataclass
class Kind:
    """`path` is the list's last part; `within` whose list it is, `company` or `root`."""

    name: str
    path: str
    within: str
    scope: Scope
    summary: str = ""
    doc: str = ""
    key: str = "id"
    paged: bool = True
    one: bool = False
    removed: bool = False
    detached: bool = False
    fields: dict[str, Field] = field(default_factory=dict)
    new: dict[str, Field] = field(default_factory=dict)
    change: dict[str, Field] = field(default_factory=dict)
    listed: tuple[str, ...] = ()
    filters: list[Field] = field(default_factory=list)
    on_one: list[Action] = field(default_factory=list)
    on_list: list[Action] = field(default_factory=list)

    @property
    def attribute(self) -> str:
        return snake(self.path)

    @property
    def module(self) -> str:
        return self.attribute

    @property
    def plural(self) -> str:
        plural = camel(self.path)
        return f"{plural}List" if plural == self.name else plural

    @property
    def names(self) -> tuple[str, ...]:
        """Fields that people call one of them by: those that people have written."""
        written = self.new.keys() | self.change.keys()
        return tuple(name for name in ("number", "name") if name in self.listed and name in written)

    @property
    def found_by(self) -> dict[str, str]:
        """Of these names, those that the server finds → the list's parameter: its own, or `search` if that says so."""
        parameters = {each.name for each in self.filters}
        said = " ".join(each.doc.lower() for each in self.filters if each.name == "search")
        own = {name: name for name in self.names if name in parameters}
        return {name: "search" for name in self.names if name in said} | own


@dataclass
class Place:
    """All operations that stand below one name."""

    within: str
    name: str
    operations: list[tuple[str, tuple[str, ...], dict[str, Any]]] = field(default_factory=list)

    def at(self, method: str, *, one: bool) -> dict[str, Any]:
        for found, below, operation in self.operations:
            if found == method and (len(below) == 1 and below[0].startswith("{") if one else not below):
                return operation
        return {}


@dataclass
class Api:
    """Everything; `of_company` and `of_root` are operations that belong to no list."""

    kinds: list[Kind]
    of_company: tuple[Scope, list[Action]]
    of_root: tuple[Scope, list[Action]]


def api_of(spec: dict[str, Any]) -> Api:
    schemas = spec["components"]["schemas"]
    kinds: list[Kind] = []
    places = list(_places(spec))
    taken = frozenset(_called(place, items) for place in places if (items := _items(place, schemas)))
    loose: dict[str, tuple[Scope, list[Action]]] = defaultdict(lambda: (Scope(schemas, taken), []))
    for place in places:
        items = _items(place, schemas)
        if items:
            kinds.append(_kind(place, items, Scope(schemas, taken), schemas))
            continue
        scope, actions = loose[place.within]
        for method, below, operation in place.operations:
            actions.append(_action(scope, method, (place.name, *below), operation, (), frozenset()))
    return Api(sorted(kinds, key=lambda kind: kind.attribute), loose["company"], loose["root"])


def _places(spec: dict[str, Any]) -> Iterator[Place]:
    places: dict[tuple[str, str], Place] = {}
    for path, operations in spec["paths"].items():
        parts = tuple(path.removeprefix(PREFIX).split("/"))
        within = "company" if parts[0] == "companies" and len(parts) > 2 else "root"
        name, *below = parts[2:] if within == "company" else parts
        for method in METHODS:
            if method in operations:
                place = places.setdefault((within, name), Place(within, name))
                place.operations.append((method, tuple(below), operations[method]))
    for place in places.values():
        place.operations.sort(key=lambda each: (each[1], METHODS.index(each[0])))
    return iter(sorted(places.values(), key=lambda place: (place.within, place.name)))


def _items(place: Place, schemas: dict[str, Any]) -> str:
    answer = schemas.get(_answer(place.at("get", one=False)), {}).get("properties", {})
    listing = answer.get("items", {}) if answer.keys() <= {"items", "next_cursor"} else {}
    return str(listing.get("items", {}).get("$ref", "")).rpartition("/")[2]


def _called(place: Place, items: str) -> str:
    """The class of one: as the operation that reads it says, else as the list's items are called."""
    getting = place.at("get", one=True)
    return "".join(words_of(getting["operationId"])[1:]) if getting else simple_name(items).removesuffix("Out")


def _kind(place: Place, items: str, scope: Scope, schemas: dict[str, Any]) -> Kind:
    listing, getting = place.at("get", one=False), place.at("get", one=True)
    adding, changing, removing = place.at("post", one=False), place.at("patch", one=True), place.at("delete", one=True)
    kind = Kind(_called(place, items), place.name, place.within, scope, listing["summary"])
    new, change = _body(adding), _body(changing)
    shown = [each for each in (_answer(getting), items, _answer(adding), _answer(changing)) if each]
    if new:
        kind.new = scope.fields_of(new)
    kind.fields = _fields(kind, [scope.fields_of(each) for each in shown])
    kind.change = scope.fields_of(change) if change else {}
    for name, each in kind.change.items():
        kind.fields.setdefault(name, each)
    for name, each in kind.fields.items():
        each.type = scope.merged(each.type, f"{kind.name}{camel(name).removesuffix('s')}")
    kind.listed = tuple(scope.fields_of(items))
    kind.doc = next((schemas[each]["description"] for each in shown if schemas[each].get("description")), "")
    kind.one, kind.removed = bool(getting), bool(removing)
    kind.detached = any(each["name"] == "detach" for each in removing.get("parameters", ()))
    kind.paged = any(each["name"] == "limit" for each in listing.get("parameters", ()))
    kind.filters = _query(scope, listing)
    kind.key = _key(kind, place)
    _add_actions(kind, place, frozenset(map(simple_name, shown)))
    return kind


def _fields(kind: Kind, shown: list[dict[str, Field]]) -> dict[str, Field]:
    """What answers show comes first: that is what programs read."""
    fields: dict[str, Field] = {}
    for each in [*shown, kind.new]:
        for name, one in each.items():
            if name == "change":
                continue
            assert name not in RESERVED, f"{kind.name}.{name} would hide a method of every object"
            if name not in fields:
                fields[name] = Field(name, one.type, one.required, one.default, one.doc)
            else:
                fields[name].type = united(fields[name].type, one.type)
                fields[name].doc = one.doc if len(one.doc) > len(fields[name].doc) else fields[name].doc
    return fields


def _key(kind: Kind, place: Place) -> str:
    parameters = [below[0].strip("{}") for _, below, _ in place.operations if len(below) == 1 and below[0][0] == "{"]
    return next((name for name in ("id", *parameters) if name in kind.fields), next(iter(kind.fields)))


def _add_actions(kind: Kind, place: Place, own: frozenset[str]) -> None:
    for method, below, operation in place.operations:
        usual = not below or (len(below) == 1 and below[0].startswith("{") and method != "put")
        uploads = _uploads(operation)
        if usual and not (uploads and method == "post"):
            continue
        on_one = bool(below) and below[0].startswith("{")
        names = (kind.name, camel(kind.path))
        made = _action(
            kind.scope, method, below[1:] if on_one else below, operation, names, own if on_one else frozenset()
        )
        (kind.on_one if on_one else kind.on_list).append(made)


def _action(
    scope: Scope,
    method: str,
    below: tuple[str, ...],
    operation: dict[str, Any],
    kinds: tuple[str, ...],
    own: frozenset[str],
) -> Action:
    body = _body(operation)
    return Action(
        name=operation_name(operation["operationId"], *kinds),
        method=method.upper(),
        below=below,
        summary=operation["summary"],
        query=_query(scope, operation, paging=True),
        body=scope.type_of({"$ref": f"#/{body}"}) if body else "",
        uploads=_uploads(operation),
        result=_result(scope, operation, own),
        streams="text/event-stream" in _contents(operation),
    )


def _result(scope: Scope, operation: dict[str, Any], own: frozenset[str]) -> str:
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            for content, form in response.get("content", {}).items():
                schema = form.get("schema") or {}
                if simple_name(schema.get("$ref", "").rpartition("/")[2]) in own:
                    return ""
                return scope.type_of(schema) if "json" in content else "bytes"
    return ""


def _uploads(operation: dict[str, Any]) -> str:
    """Files are sent as they are: what the body is is said by its content type, or by the operation's name alone."""
    contents = list(operation.get("requestBody", {}).get("content", {}))
    if not contents and str(operation.get("operationId", "")).startswith("upload"):
        return "application/octet-stream"
    return "" if not contents or "application/json" in contents else contents[0]


def _contents(operation: dict[str, Any]) -> list[str]:
    """Content types of good answers."""
    answers = operation["responses"].items()
    return [content for status, answer in answers if status.startswith("2") for content in answer.get("content", ())]


def _query(scope: Scope, operation: dict[str, Any], *, paging: bool = False) -> list[Field]:
    found = []
    for each in operation.get("parameters", ()):
        if each["in"] == "query" and (paging or each["name"] not in PAGING):
            schema = each.get("schema", {})
            kind = united(scope.type_of(schema), "None")
            found.append(
                Field(each["name"], kind, False, None, each.get("description") or schema.get("description", ""))
            )
    return found


def _body(operation: dict[str, Any]) -> str:
    form = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return str(form.get("schema", {}).get("$ref", "")).rpartition("/")[2]


def _answer(operation: dict[str, Any]) -> str:
    for status, response in operation.get("responses", {}).items():
        if status.startswith("2"):
            for content, form in response.get("content", {}).items():
                if "json" in content:
                    return str((form.get("schema") or {}).get("$ref", "")).rpartition("/")[2]
    return ""
