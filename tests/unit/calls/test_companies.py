"""Companies on one node, and how changes reach the next call."""

import asyncio

import pytest

from node_agent.calls.directory import Directory, Unknown
from tenants.calls import Sentence
from tenants.model import Company, Kind, Line, Profile, TelephonyObject
from tenants.model.company import Key
from tenants.simulate import Story, simulate
from tests.unit.calls.companies import company, line, number, person, phone


def dial(directory: Directory, login: str, number: str) -> Story:
    origin = directory.of_phone(login)
    assert origin.employee is not None
    return asyncio.run(simulate(origin.company, caller=origin.employee.number, dials=number))


def changed(puts: tuple[TelephonyObject, ...] = (), removes: tuple[Key, ...] = ()) -> Directory:
    directory = Directory([company()])
    serve(directory, puts, removes)
    return directory


def serve(directory: Directory, puts: tuple[TelephonyObject, ...] = (), removes: tuple[Key, ...] = ()) -> None:
    before = directory.company("acme")
    assert before is not None
    directory.change(before.changed(before.version + 1, puts, removes), puts, removes)


def test_the_same_short_number_in_two_companies_never_meets() -> None:
    directory = Directory([company("acme"), company("zoo")])
    for name in ("acme", "zoo"):
        told = dial(directory, f"{name}-101-1", "102")
        assert [d.object_id for d in told.decisions if d.object_kind == "employee"] == [f"{name}-102"] * 2


def test_a_call_over_a_line_meets_only_the_lines_own_company() -> None:
    directory = Directory([company("acme"), company("zoo")])
    assert directory.of_line("zoo-line-1").company.id == "zoo"


def _with_line(firm: str, public: str, line: Line) -> Company:
    items: list[TelephonyObject] = [
        Profile(id=firm, name=firm),
        number(firm, public, "101"),
        person(firm, "101", "Anna"),
        phone(firm, "101"),
    ]
    return Company.build(firm, 1, [*items, line])


def test_two_companies_at_one_providers_address_are_told_apart_by_the_called_number() -> None:
    acme = _with_line("acme", "+74951110001", line("acme"))
    zoo = _with_line("zoo", "+74951110002", line("zoo"))
    far = _with_line("far", "+74951110003", line("far").model_copy(update={"host": "192.0.2.9"}))
    directory = Directory([acme, zoo, far])
    found = directory.of_line("acme-line-1", "84951110002")
    assert (found.company.id, found.line, found.adopted) == ("zoo", zoo.lines["zoo-line-1"], True)
    assert directory.of_line("acme-line-1", "+74951110001").company.id == "acme"
    assert directory.of_line("acme-line-1", "+74951110003").company.id == "acme", "another provider's number"


def test_a_call_over_the_platforms_shared_line_is_that_of_who_has_the_number_and_the_line() -> None:
    shared = line("platform").model_copy(update={"shared": True})
    borrowed = Line(id="platform-line-1", name="Platform", shared=True)
    platform = Company.build("platform", 1, [Profile(id="platform", name="Platform"), shared])
    zoo = _with_line("zoo", "+74951110002", borrowed)
    acme = _with_line("acme", "+74951110001", line("acme").model_copy(update={"host": "192.0.2.9"}))
    directory = Directory([platform, zoo, acme])
    found = directory.of_line("platform-line-1", "74951110002")
    assert (found.company.id, found.line, found.adopted) == ("zoo", borrowed, True)
    assert directory.of_line("platform-line-1", "+74951110001").company.id == "platform", "acme did not borrow it"
    directory.forget("zoo")
    assert directory.of_line("platform-line-1", "+74951110002").company.id == "platform"


def test_a_renamed_employee_has_the_new_name_on_the_next_call() -> None:
    told = dial(changed((person("acme", "102", "Boris the Great"),)), "acme-101-1", "102")
    assert "Boris the Great" in told.why


def test_an_added_employee_is_reached_on_the_next_call() -> None:
    directory = changed((person("acme", "103", "Clara"), phone("acme", "103")))
    assert dial(directory, "acme-101-1", "103").rang == ["103"]
    assert dial(directory, "acme-103-1", "101").rang == ["101"]


def test_a_removed_employee_is_nobody_on_the_next_call() -> None:
    directory = changed((person("acme", "215", "Clara"), phone("acme", "215")))
    serve(directory, removes=((Kind.EMPLOYEE, "acme-215"), (Kind.PHONE, "acme-phone-215-1")))
    assert dial(directory, "acme-101-1", "215").said == [Sentence.NOT_FOUND]
    with pytest.raises(Unknown):
        directory.of_phone("acme-215-1")


def test_a_phone_without_its_employee_calls_nobody() -> None:
    with pytest.raises(Unknown):
        changed(removes=((Kind.EMPLOYEE, "acme-102"),)).of_phone("acme-102-1")


def test_a_phone_that_got_a_new_login_is_known_by_it_alone() -> None:
    directory = changed((phone("acme", "102").model_copy(update={"login": "fresh-login"}),))
    assert directory.of_phone("fresh-login").employee is not None
    with pytest.raises(Unknown):
        directory.of_phone("acme-102-1")


def test_a_call_in_progress_keeps_the_version_it_began_with() -> None:
    directory = Directory([company()])
    before = directory.of_phone("acme-101-1").company
    serve(directory, (person("acme", "102", "Renamed"),))
    assert before.employees["acme-102"].name == "Boris"


def test_a_forgotten_company_calls_nobody_and_hurts_no_other() -> None:
    directory = Directory([company("acme"), company("zoo")])
    directory.forget("acme")
    directory.forget("acme")
    with pytest.raises(Unknown):
        directory.of_phone("acme-101-1")
    assert directory.of_phone("zoo-101-1").company.id == "zoo"


def test_a_login_that_moved_to_another_company_stays_there() -> None:
    directory = Directory([company("acme")])
    taken = phone("zoo", "101").model_copy(update={"login": "acme-101-1"})
    directory.put(company("zoo", taken))
    directory.forget("acme")
    assert directory.of_phone("acme-101-1").company.id == "zoo"


def test_a_replaced_company_has_only_what_the_new_document_holds() -> None:
    directory = Directory([company("acme", line("acme", 7))])
    directory.put(Company.build("acme", 2, company("acme").objects.values()))
    with pytest.raises(Unknown):
        directory.of_line("acme-line-7")
