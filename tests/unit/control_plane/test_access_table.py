"""The policy table holds together, and the documentation says what it says."""

from pathlib import Path

import pytest

from control_plane.core import access_words
from control_plane.core.access_docs import with_table
from control_plane.core.context import Actor
from control_plane.core.policy import ScopeMissing, VisitNeeded, authorise
from control_plane.core.problems import Forbidden, NotFound
from control_plane.core.roles import GIVES, HELPING_VISITOR, HOUSES, PERMISSIONS, VISITOR, House, Permission, Role
from control_plane.core.scopes import SCOPES, Scope, granted

DOCS = Path(__file__).resolve().parents[3] / "docs"
LISTENING = {Permission.LISTEN, Permission.HEAR_MESSAGES}


@pytest.mark.parametrize(("name", "language"), [("access.md", "en"), ("access.ru.md", "ru")])
def test_documentation_shows_the_table_as_it_is(name: str, language: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    assert with_table(text, language) == text, "run `make access-docs`"


def test_every_role_permission_and_scope_is_in_the_table_and_has_words() -> None:
    assert set(PERMISSIONS) == set(HOUSES) == set(access_words.ROLES) == set(Role)
    assert set(access_words.PERMISSIONS) == set(Permission)
    assert set(SCOPES) == set(access_words.SCOPES) == set(Scope)


def test_nobody_gives_a_role_that_may_more_than_their_own_but_for_what_is_personal() -> None:
    # A reseller must be able to name a company's owner; what the owner hears is personal, and the audit tells of it.
    personal = LISTENING | {
        Permission.OWN_EMPLOYEE,
        Permission.OWN_SWITCHES,
        Permission.HOST_VISITS,
        Permission.SIGN_ON,
    }
    for giver, roles in GIVES.items():
        for role in roles:
            assert PERMISSIONS[role] - PERMISSIONS[giver] <= (personal if HOUSES[giver] is House.RESELLER else set())


def test_nobody_gives_a_role_of_a_house_above_their_own() -> None:
    order = [House.PLATFORM, House.RESELLER, House.COMPANY]
    for giver, roles in GIVES.items():
        assert all(order.index(HOUSES[giver]) <= order.index(HOUSES[role]) for role in roles)
    assert Role.OWNER not in GIVES[Role.MANAGER]


def test_only_the_operator_and_people_of_the_company_hear_what_is_said() -> None:
    hear = {role for role in Role if PERMISSIONS[role] & LISTENING}
    assert {HOUSES[role] for role in hear - {Role.OPERATOR}} == {House.COMPANY}
    assert not HELPING_VISITOR & LISTENING


def test_readers_and_visitors_change_nothing() -> None:
    reading = {each for each in Permission if each.value.startswith(("read-", "list-", "own-"))}
    assert PERMISSIONS[Role.OPERATOR_READER] <= reading
    assert reading >= VISITOR


def test_every_permission_can_be_left_to_a_token_and_no_scope_adds_any() -> None:
    assert granted(Scope) == set(Permission)
    actor = Actor("u", "Vera", Role.OWNER, companies=frozenset({"bluebell"}), scopes=frozenset(Scope))
    assert {each for each in Permission if actor.may(each, "bluebell")} == PERMISSIONS[Role.OWNER]
    reader = Actor("u", "Vera", Role.OWNER, companies=frozenset({"bluebell"}), scopes=frozenset({Scope.READ}))
    assert reader.may(Permission.READ_COMPANY, "bluebell")
    with pytest.raises(ScopeMissing, match="scope change"):
        authorise(reader, Permission.CHANGE_COMPANY, "bluebell")


def test_a_visit_adds_something_in_the_visited_company_alone() -> None:
    support = Actor("u", "Ivan", Role.OPERATOR_SUPPORT, visits={"bluebell": VISITOR})
    authorise(support, Permission.READ_COMPANY, "bluebell")
    with pytest.raises(VisitNeeded):
        authorise(support, Permission.READ_COMPANY, "rival")
    with pytest.raises(Forbidden):
        authorise(support, Permission.CHANGE_COMPANY, "bluebell")


def test_a_foreign_company_is_missing_even_where_the_permission_is_too() -> None:
    employee = Actor("u", "Anna", Role.EMPLOYEE, companies=frozenset({"bluebell"}))
    with pytest.raises(NotFound):
        authorise(employee, Permission.DELETE_COMPANY, "rival")
