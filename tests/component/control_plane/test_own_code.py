"""What-if questions about companies with code of their own: it answers behind walls, and its failures are told."""

from pathlib import Path

import pytest

from control_plane.features.customisations.simulating import apart
from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.objects import PLACE
from tests.component.control_plane.test_replays import Told
from tests.kit.bundles import FILES, PERSON, bundle_of
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter
from wire.bundles.archive import hash_of
from wire.envelope import Signer

ASKED = {"from": "103", "to": "101"}
BEFORE = "        if deputy is None or deputy.id == self.employee.id:"


@pytest.fixture
def office(owner: Program) -> Program:
    """Dmitri 101, Nina 102 and Clara 103."""
    for name, number in (("Dmitri", "101"), ("Nina", "102"), ("Clara", "103")):
        owner.post(f"{PLACE}/employees", {"name": name, "number": number})
    return owner


def id_of(owner: Program, number: str) -> str:
    return str(next(each["id"] for each in owner.get(f"{PLACE}/employees")["items"] if each["number"] == number))


def ship(customers: Customers, engines: Engines, folder: Path, instead: str) -> None:
    """A bundle for the company whose people first do `instead` when somebody calls them."""
    files = {**FILES, "desk/person.py": PERSON.replace(BEFORE, f"        {instead}\n{BEFORE}").encode()}
    file = bundle_of(folder, Signer.from_base64(engines.instance["CARILLON_DEVELOPER_KEY"]), files=files)
    assert customers.developer.ask("POST", f"{PLACE}/bundles", file).status == 201
    which = {"name": "desk", "bundle": hash_of(file)}
    assert customers.developer.ask("PUT", f"{PLACE}/customisation", which).status == 200


def test_the_portal_says_that_the_nurse_takes_the_doctors_call(portal: Portal, office: Program) -> None:
    office.patch(PLACE, {"customisation": {"name": "clinic"}})
    custom = {"custom": {"nurse": id_of(office, "102")}, "presence": "meeting"}
    office.patch(f"{PLACE}/employees/{id_of(office, '101')}", custom)
    page = portal.get(f"{PLACE}/what-if", query_string=ASKED).text
    assert "Dmitri is in an appointment: Nina takes the call" in page
    assert "Nina answers" in page
    assert "own code failed" not in page
    office.patch(PLACE, {"customisation": None})
    assert "Dmitri answers" in portal.get(f"{PLACE}/what-if", query_string=ASKED).text


def test_code_that_crashes_is_told_with_the_story_of_the_originals(
    customers: Customers, engines: Engines, office: Program, portal: Portal, tmp_path: Path
) -> None:
    ship(customers, engines, tmp_path, 'raise KeyError("no desk here")')
    told = office.post(f"{PLACE}/simulations", ASKED)
    assert (told["result"], told["rang"]) == ("answered", ["101"])
    assert "KeyError: 'no desk here' (person.py, line " in told["failure"]["text"]
    assert told["failure"]["trace"] == [], "lines of code are not for owners"
    trace = customers.developer.post(f"{PLACE}/simulations", ASKED)["failure"]["trace"]
    assert 'raise KeyError("no desk here")' in trace[-2]
    assert trace[-1] == "KeyError: 'no desk here'"
    page = portal.get(f"{PLACE}/what-if", query_string=ASKED).text
    assert "own code failed" in page
    assert "Dmitri answers" in page
    russian = office.post(f"{PLACE}/simulations", ASKED | {"language": "ru"})["failure"]["text"]
    assert russian.startswith("Сбой в собственном коде компании: KeyError")


def test_code_that_hangs_is_ended_and_told(
    customers: Customers, engines: Engines, office: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WALL_SECONDS", 4.0)
    ship(customers, engines, tmp_path, "while True: pass")
    told = office.post(f"{PLACE}/simulations", ASKED)
    assert told["failure"]["text"] == "The company's own code did not end within 4 s."
    assert told["rang"] == ["101"]


def test_a_call_is_told_again_by_the_originals_when_the_code_crashes(
    customers: Customers, engines: Engines, node: Reporter, portal: Portal, tmp_path: Path
) -> None:
    told = Told(customers.owner, node)
    call = told.happen()
    ship(customers, engines, tmp_path, 'raise KeyError("no desk here")')
    replay = told.again(call)
    assert "KeyError: 'no desk here' (person.py, line " in replay["failure"]["text"]
    (run,) = replay["runs"]
    assert (run["faithful"], replay["same"]) == (True, True)
    assert "own code failed" in portal.get(f"{PLACE}/calls/{call}/replay").text
