"""The policy table as documentation, in Markdown: made from the table, so that it cannot say anything else."""

from collections.abc import Iterable
from typing import Final

from control_plane.core import access_words as words
from control_plane.core.roles import GIVES, HELPING_VISITOR, HOUSES, PERMISSIONS, VISITOR, House, Permission, Role
from control_plane.core.scopes import SCOPES

BEGIN: Final = "<!-- table: made by `make access-docs`, do not edit -->"
END: Final = "<!-- end of the table -->"
_LANGUAGES: Final = ("en", "ru")
_HEADS: Final = {
    "role": ("Role", "Роль"),
    "is": ("Who it is", "Кто это"),
    "gives": ("Gives and takes the roles", "Даёт и отнимает роли"),
    "permission": ("Permission", "Право"),
    "means": ("What it allows", "Что оно позволяет"),
    "scope": ("Scope", "Область"),
    "leaves": ("Leaves of the person's permissions", "Оставляет из прав владельца"),
    "visit": ("During a visit", "Во время визита"),
    "helping": ("the same, once the owner lets them change something", "то же, когда владелец разрешил изменения"),
}
_HOUSES: Final = {
    House.PLATFORM: ("People of the platform", "Люди платформы"),
    House.RESELLER: ("People of a reseller, for its companies alone", "Люди реселлера, только для его компаний"),
    House.COMPANY: ("People of a company, for their companies alone", "Люди компании, только для своих компаний"),
}


def table(language: str) -> str:
    """All tables, between the marks. `language`: `en` or `ru`."""
    at = _LANGUAGES.index(language)
    lines = [BEGIN]
    for house in House:
        roles = [role for role in Role if HOUSES[role] is house]
        lines += ["", f"### {_HOUSES[house][at]}", "", *_roles(roles, at), "", *_permissions(roles, at)]
    lines += ["", *_scopes(at), "", *_visits(at), "", END]
    return "\n".join(lines)


def with_table(text: str, language: str) -> str:
    """`text` with its tables made anew. Raises ValueError when the marks are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text has no {BEGIN} … {END}")
    return before + table(language) + after


def _roles(roles: list[Role], at: int) -> list[str]:
    rows = [[f"`{role}`", words.ROLES[role][at], _names(GIVES.get(role, ()))] for role in roles]
    return _drawn([_HEADS["role"][at], _HEADS["is"][at], _HEADS["gives"][at]], rows)


def _permissions(roles: list[Role], at: int) -> list[str]:
    head = [_HEADS["permission"][at], _HEADS["means"][at], *(f"`{role}`" for role in roles)]
    return _drawn(head, [_permission(permission, roles, at) for permission in Permission])


def _permission(permission: Permission, roles: list[Role], at: int) -> list[str]:
    marks = ["✓" if permission in PERMISSIONS[role] else "" for role in roles]
    return [f"`{permission}`", words.PERMISSIONS[permission][at], *marks]


def _scopes(at: int) -> list[str]:
    rows = [[f"`{scope}`", words.SCOPES[scope][at], _names(granted)] for scope, granted in SCOPES.items()]
    return _drawn([_HEADS["scope"][at], _HEADS["means"][at], _HEADS["leaves"][at]], rows)


def _visits(at: int) -> list[str]:
    visit = _HEADS["visit"][at]
    return [f"{visit}: {_names(VISITOR)}; {_HEADS['helping'][at]}: {_names(HELPING_VISITOR)}."]


def _names(things: Iterable[str]) -> str:
    return ", ".join(f"`{thing}`" for thing in sorted(things)) or "–"


def _drawn(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
