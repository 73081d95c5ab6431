"""Two people with the same form open: the second is told what the first has saved, and decides."""

import re

import pytest

from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.objects import PLACE, settle_office
from tests.kit.customers import Program
from tests.kit.engines import Engines


def seen_on(portal: Portal, address: str) -> str:
    """The hidden field of a form."""
    found = re.search(r'name="_seen" value="([0-9a-f]{32})"', portal.get(address).text)
    assert found is not None
    return found[1]


@pytest.fixture
def anna(owner: Program) -> str:
    """Anna's address, the same in the portal and in the API."""
    return f"{PLACE}/employees/{owner.post(f'{PLACE}/employees', {'name': 'Anna', 'number': '101'})['id']}"


def test_stale_form_shows_both_values_and_overwrites_nothing(portal: Portal, owner: Program, anna: str) -> None:
    typed = {"name": "Anna Maria", "number": "101", "ring_seconds": "20", "_seen": seen_on(portal, anna)}
    owner.patch(anna, {"name": "Anya", "ring_seconds": 35})
    answer = portal.post(anna, data=typed)
    assert answer.status_code == 412
    assert 'value="Anna Maria"' in answer.text, "what was typed is still there"
    assert "Saved meanwhile: Anya" in answer.text
    assert "Saved meanwhile: 35" in answer.text
    assert (owner.get(anna)["name"], owner.get(anna)["ring_seconds"]) == ("Anya", 35)


def test_who_has_seen_both_values_saves_with_the_next_click(portal: Portal, owner: Program, anna: str) -> None:
    typed = {"name": "Anna Maria", "number": "101", "ring_seconds": "20", "_seen": seen_on(portal, anna)}
    owner.patch(anna, {"name": "Anya"})
    told = portal.post(anna, data=typed)
    fresh = re.search(r'name="_seen" value="([0-9a-f]{32})"', told.text)
    assert fresh is not None
    assert portal.post(anna, data=typed | {"_seen": fresh[1]}).status_code == 303
    assert owner.get(anna)["name"] == "Anna Maria"


def test_mistake_in_a_fresh_form_does_not_make_it_blind(portal: Portal, owner: Program, anna: str) -> None:
    seen = seen_on(portal, anna)
    refused = portal.post(anna, data={"name": "Anna", "number": "x", "ring_seconds": "20", "_seen": seen})
    assert refused.status_code == 422
    owner.patch(anna, {"name": "Anya"})
    assert f'value="{seen}"' in refused.text
    again = portal.post(anna, data={"name": "Anna", "number": "102", "ring_seconds": "20", "_seen": seen})
    assert again.status_code == 412


def test_change_of_something_else_disturbs_nobody(portal: Portal, owner: Program, anna: str) -> None:
    typed = {"name": "Anna Maria", "number": "101", "ring_seconds": "20", "_seen": seen_on(portal, anna)}
    owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})
    assert portal.post(anna, data=typed).status_code == 303


def test_teams_settings_lines_and_webhooks_tell_it_as_well(portal: Portal, owner: Program, engines: Engines) -> None:
    office = settle_office(owner, engines)
    team = owner.post(
        f"{PLACE}/teams", {"name": "Sales", "number": "301", "members": [{"kind": "employee", "id": office.anna}]}
    )
    hook = owner.post(
        f"{PLACE}/webhooks", {"name": "CRM", "url": "https://crm.example.com/hook", "topics": ["version.published"]}
    )
    forms = {
        f"{PLACE}/telephony/teams/{team['id']}": f"{PLACE}/teams/{team['id']}",
        f"{PLACE}/settings": PLACE,
        f"{PLACE}/lines/{office.line}": f"{PLACE}/lines/{office.line}",
        f"{PLACE}/webhooks/{hook['id']}/edit": f"{PLACE}/webhooks/{hook['id']}",
    }
    for page, thing in forms.items():
        seen = seen_on(portal, page)
        owner.patch(thing, {"name": "Meanwhile"})
        answer = portal.post(page, data={"name": "Mine", "_seen": seen})
        assert answer.status_code == 412, page
        assert "Saved meanwhile: Meanwhile" in answer.text, page
        assert owner.get(thing)["name"] == "Meanwhile", page
