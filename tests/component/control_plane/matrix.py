"""Every route × method × role × own and others' ids, and what the policy table says must come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from apiflask import APIFlask
from werkzeug.routing import Rule

from control_plane.core.policy import access_of
from control_plane.core.roles import HOUSES, PERMISSIONS, VISITOR, House, Permission, Role
from control_plane.core.scopes import SCOPES
from tests.component.control_plane.furnished import Ids
from tests.kit.roles import COMPANY, RESELLER, Somebody

METHODS: Final = ("GET", "POST", "PATCH", "PUT", "DELETE")
PLACES: Final = ("company", "reseller")
OF_NOBODY: Final = frozenset({"topic", "language", "node", "collection", *PLACES})
"""Arguments that name no object of a company."""
LEFT_OUT: Final = frozenset({("DELETE", "/api/v1/companies/<company>"), ("POST", "/account/again")})
"""Would take away what all others are tried on, or the session itself; who may not is tried all the same."""
NEVER_ASKED: Final = Permission.OWN_ACCOUNT
"""Every token has it."""


class Expected(Enum):
    """What comes of it: missing like what never was, refused for a reason, or carried out as far as it makes sense."""

    MISSING = "missing"
    ROLE = "forbidden"
    VISIT = "visit-needed"
    SCOPE = "scope-missing"
    ALLOWED = "allowed"
    FOREIGN = "allowed, but the object is somebody else's"


@dataclass(frozen=True)
class Cell:
    method: str
    path: str
    rule: str
    permission: Permission
    expected: Expected

    @property
    def page(self) -> bool:
        return not self.rule.startswith("/api/")

    def __str__(self) -> str:
        return f"{self.method} {self.path} [{self.permission}]: {self.expected.value}"


def cells(app: APIFlask, who: Somebody, ids: dict[str, Ids]) -> Iterator[Cell]:
    """All that `who` is tried with. `ids` are those of each company."""
    for rule in app.url_map.iter_rules():
        permission = access_of(app, rule.endpoint).permission
        page = not rule.rule.startswith("/api/")
        if permission is None or (page and not who.session):
            continue
        for method in METHODS:
            if method in (rule.methods or ()):
                yield from _of(method, rule, permission, who, ids)


def _of(method: str, rule: Rule, permission: Permission, who: Somebody, ids: dict[str, Ids]) -> Iterator[Cell]:
    arguments = frozenset(rule.arguments)
    for company in _companies(who, ids) if "company" in arguments else [None]:
        for reseller in (RESELLER, "other") if "reseller" in arguments else [""]:
            expected = _expected(who, permission, company, reseller)
            if expected is Expected.ALLOWED and (method, rule.rule) in LEFT_OUT:
                continue
            whose = _whose(company, expected, ids)
            if expected is Expected.ALLOWED and _names_object(rule, ids[whose]):
                expected = Expected.FOREIGN
            path = _path(rule, {"company": company or "", "reseller": reseller}, ids[whose])
            yield Cell(method, path, rule.rule, permission, expected)


def _companies(who: Somebody, ids: dict[str, Ids]) -> list[str]:
    """Where it may make a difference: to a token's scopes it is all the same."""
    if who.scopes is not None:
        return [COMPANY]
    return [COMPANY, "rival"] if who.companies is None else sorted(ids)


def _expected(who: Somebody, permission: Permission, company: str | None, reseller: str) -> Expected:
    """From the table alone, in the order in which somebody would ask: is it mine, may I, may this token?"""
    if company is not None and who.companies is not None and company not in who.companies:
        return Expected.MISSING
    if reseller and who.companies is not None and (HOUSES[who.role] is not House.RESELLER or reseller != RESELLER):
        return Expected.MISSING
    own = PERMISSIONS[who.role] | (who.visits if company == COMPANY else frozenset())
    if permission not in own:
        visits = who.role is Role.OPERATOR_SUPPORT and company is not None and permission in VISITOR
        return Expected.VISIT if visits else Expected.ROLE
    scopes = [SCOPES[scope] for scope in who.scopes] if who.scopes is not None else [frozenset(Permission)]
    if permission is not NEVER_ASKED and not any(permission in scope for scope in scopes):
        return Expected.SCOPE
    return Expected.ALLOWED


def _whose(company: str | None, expected: Expected, ids: dict[str, Ids]) -> str:
    """Whose objects the address names: where somebody is refused, those that are really there, else a neighbour's."""
    if expected is not Expected.ALLOWED:
        return company or COMPANY
    return next(each for each in sorted(ids, reverse=True) if each != company)


def _names_object(rule: Rule, ids: Ids) -> bool:
    return any(_id(rule, name, ids) is not None for name in rule.arguments - OF_NOBODY)


def _path(rule: Rule, places: dict[str, str], ids: Ids) -> str:
    path = rule.rule
    for name in rule.arguments:
        number = rule._converters[name].regex == r"\d+"
        value = places[name] if name in PLACES else _id(rule, name, ids) or "nobody"
        for form, filled in ((f"<{name}>", value), (f"<int:{name}>", "1" if number else value)):
            path = path.replace(form, filled)
    return path


def _id(rule: Rule, name: str, ids: Ids) -> str | None:
    """None: a number of a version, and what we know no object for."""
    if rule._converters[name].regex == r"\d+":
        return None
    if name == "identifier":
        return ids.get(rule.rule.partition("/<identifier>")[0].rpartition("/")[2])
    return ids.get(name)
