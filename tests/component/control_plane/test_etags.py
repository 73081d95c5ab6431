"""Nobody's change is lost: who changes what they have read says so, and is told when it is old."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.component.control_plane.objects import PLACE, samples, settle_office
from tests.kit.customers import Answer, Customers, Program
from tests.kit.engines import Engines


@pytest.fixture
def anna(owner: Program) -> str:
    """The address of an employee."""
    return f"{PLACE}/employees/{owner.post(f'{PLACE}/employees', {'name': 'Anna', 'number': '101'})['id']}"


def tag_of(program: Program, address: str) -> str:
    answer = program.ask("GET", address)
    assert answer.status == 200
    tag = answer.headers["ETag"]
    assert tag.startswith('"'), "a strong one"
    return tag


def change(program: Program, address: str, body: Any, tag: str) -> Answer:
    return program.ask("PATCH", address, body, If_Match=tag)


def test_the_second_of_two_who_read_the_same_is_told_and_nothing_is_overwritten(owner: Program, anna: str) -> None:
    tag = tag_of(owner, anna)
    first = change(owner, anna, {"ring_seconds": 30}, tag)
    assert first.status == 200
    second = change(owner, anna, {"name": "Anya", "ring_seconds": 15}, tag)
    assert (second.status, second.code) == (412, "stale")
    assert (owner.get(anna)["name"], owner.get(anna)["ring_seconds"]) == ("Anna", 30)
    assert change(owner, anna, {"name": "Anya"}, tag_of(owner, anna)).status == 200


def test_answer_to_a_change_has_the_tag_for_the_next_one(owner: Program) -> None:
    made = owner.ask("POST", f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    address, tag = f"{PLACE}/employees/{made.json['id']}", made.headers["ETag"]
    for seconds in (21, 22, 23):
        answer = change(owner, address, {"ring_seconds": seconds}, tag)
        assert answer.status == 200, answer.text
        tag = answer.headers["ETag"]


def test_only_one_of_many_who_change_the_same_at_once_succeeds(owner: Program, anna: str) -> None:
    tag = tag_of(owner, anna)
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda n: change(owner, anna, {"ring_seconds": 30 + n}, tag).status, range(8))
    assert sorted(answers) == [200] + [412] * 7


def test_stale_removal_is_refused(owner: Program, anna: str) -> None:
    tag = tag_of(owner, anna)
    owner.patch(anna, {"name": "Anya"})
    assert owner.ask("DELETE", anna, None, If_Match=tag).status == 412
    assert owner.ask("DELETE", anna, None, If_Match=tag_of(owner, anna)).status == 200


def test_what_changes_beside_the_thing_makes_no_conflict(owner: Program, anna: str) -> None:
    tag = tag_of(owner, anna)
    person = anna.rpartition("/")[2]
    owner.post(f"{PLACE}/phones", {"employee_id": person, "label": "Kitchen"})
    assert owner.ask("GET", anna, None, If_None_Match=tag).status == 200, "there is a new phone to see"
    assert change(owner, anna, {"name": "Anya"}, tag).status == 200
    company = tag_of(owner, PLACE)
    owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})
    assert change(owner, PLACE, {"name": "Bells"}, company).status == 200, "the version alone is newer"


def test_what_has_not_changed_is_not_sent_again(owner: Program, anna: str) -> None:
    tag = tag_of(owner, anna)
    again = owner.ask("GET", anna, None, If_None_Match=tag)
    assert (again.status, again.text, again.headers["ETag"]) == (304, "", tag)
    owner.patch(anna, {"name": "Anya"})
    assert owner.ask("GET", anna, None, If_None_Match=tag).status == 200


def test_every_kind_of_object_keeps_its_promise(owner: Program, engines: Engines) -> None:
    office = settle_office(owner, engines)
    for plural, sample in samples(office).items():
        made = owner.ask("POST", f"{PLACE}/{plural}", sample.new)
        address = f"{PLACE}/{plural}/{made.json['id']}"
        tag = tag_of(owner, address)
        assert tag.partition(".")[0].strip('"') == made.headers["ETag"].strip('"'), plural
        assert change(owner, address, sample.change, '"old"').status == 412, plural
        assert change(owner, address, sample.change, tag).status == 200, plural


def test_things_without_a_version_have_tags_as_well(owner: Program) -> None:
    wish = {"name": "CRM", "url": "https://crm.example.com/hook", "topics": ["version.published"]}
    made = owner.post(f"{PLACE}/webhooks", wish)
    address = f"{PLACE}/webhooks/{made['id']}"
    tag = tag_of(owner, address)
    assert change(owner, address, {"name": "CRM 2"}, tag).status == 200
    assert change(owner, address, {"name": "CRM 3"}, tag).status == 412
    assert owner.ask("DELETE", address, None, If_Match=tag).status == 412


@pytest.mark.parametrize("header", ["*", '"other", "TAG"', '"TAG"'])
def test_any_of_several_tags_will_do(owner: Program, anna: str, header: str) -> None:
    tag = tag_of(owner, anna).strip('"')
    assert change(owner, anna, {"name": "Anya"}, header.replace("TAG", tag)).status == 200


@pytest.mark.parametrize("header", ['W/"TAG"', "", "nonsense", '"', '"x"' * 1000, "TAG" + "\u00ff"])
def test_tag_that_is_none_changes_nothing(owner: Program, anna: str, header: str) -> None:
    tag = tag_of(owner, anna).strip('"')
    assert change(owner, anna, {"name": "Anya"}, header.replace("TAG", tag)).status == 412
    assert owner.get(anna)["name"] == "Anna"


def test_strangers_learn_nothing_from_tags(customers: Customers, anna: str) -> None:
    tag = tag_of(customers.owner, anna)
    assert change(customers.rival_owner, anna, {"name": "X"}, tag).status == 404
    assert customers.rival_owner.ask("GET", anna, None, If_None_Match=tag).status == 404
    assert customers.nobody.ask("GET", anna, None, If_None_Match=tag).status == 401
