"""What a descendant may do, and what is told to whoever tries something else."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import Field

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.employee import EmployeeDestination
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.team import TeamDestination
from tenants.extend import Customisation, Fields, NotADescendant, hooks_of
from tenants.extend.loader import BadCustomisation, load_folder, load_release
from tenants.extend.registry import answering, forget, known, missing, register
from tenants.model import Kind, Profile
from tenants.model.custom import Customised
from tenants.simulate import simulate
from tests.kit.companies import company

BELL = Customised(name="bell")
ACME = company("acme", {"101": "Anna", "102": "Boris"}, more=(Profile(id="acme", name="Acme", customisation=BELL),))
PLAIN = company("plain", {"101": "Anna", "102": "Boris"})


class BellFields(Fields):
    bell: str = Field("", title="Bell")


class Bell(EmployeeDestination):
    """Notes that it was asked, and does what the original does."""

    fields = BellFields

    async def ring(self, call: Call) -> Outcome:
        call.decide(Decision(Rule.CUSTOM, text=f"bell of {self.employee.name}"))
        return await super().ring(call)


@pytest.fixture(autouse=True)
def _bell() -> Iterator[None]:
    register(Customisation("bell", title="Bell", descendants=[Bell]))
    yield
    forget(BELL)


def test_a_request_for_the_original_is_answered_by_the_descendant() -> None:
    story = asyncio.run(simulate(ACME, caller="102", dials="101"))
    assert "custom: bell of Anna" in story.why
    assert story.rang == ["101"], "the descendant calls the original"


def test_other_companies_keep_the_original() -> None:
    assert answering(PLAIN, EmployeeDestination) is EmployeeDestination
    assert "bell" not in asyncio.run(simulate(PLAIN, caller="102", dials="101")).why


def test_originals_without_a_descendant_answer_themselves() -> None:
    assert answering(ACME, TeamDestination) is TeamDestination


def test_a_program_that_does_not_know_the_customisation_serves_with_originals() -> None:
    forget(BELL)
    assert missing(ACME) == BELL
    story = asyncio.run(simulate(ACME, caller="102", dials="101"))
    assert story.rang == ["101"]
    assert "bell" not in story.why


def test_a_pinned_bundle_is_not_the_release_of_the_same_name() -> None:
    pinned = Customised(name="bell", bundle="ab" * 32)
    assert known(pinned) is None
    register(Customisation("bell", title="Bell 2", descendants=[]), "ab" * 32)
    found = known(pinned)
    forget(pinned)
    assert found is not None
    assert found.title == "Bell 2"


def test_extra_fields_belong_to_a_kind_of_object() -> None:
    customisation = Customisation("bell", title="Bell", descendants=[Bell], fields={Kind.CONTACT: BellFields})
    assert customisation.fields_of(Kind.EMPLOYEE) is BellFields
    assert customisation.fields_of(Kind.CONTACT) is BellFields
    assert customisation.fields_of(Kind.TEAM) is None


def test_every_kind_of_destination_has_hooks() -> None:
    assert hooks_of(EmployeeDestination).keys() >= {"take", "ring", "unreachable"}
    assert hooks_of(TeamDestination).keys() >= {"take", "ring_all", "overflow"}


class NoHook(EmployeeDestination):
    def _ring_in_order(self, call: Call) -> None: ...  # type: ignore[override]


class NotAsync(EmployeeDestination):
    def ring(self, call: Call) -> Outcome:  # type: ignore[override]
        return Outcome(Reason.BUSY)


class OtherShape(EmployeeDestination):
    async def unreachable(self, call: Call) -> Outcome:  # type: ignore[override]
        return Outcome(Reason.BUSY)


class Second(EmployeeDestination):
    pass


class Required(Fields):
    must: str


class WithRequired(EmployeeDestination):
    fields = Required


class Stranger:
    pass


@pytest.mark.parametrize(
    ("descendants", "told"),
    [
        ([NoHook], "NoHook._ring_in_order: EmployeeDestination has only the hooks"),
        ([NotAsync], "NotAsync.ring must be async"),
        ([OtherShape], "the hook takes self, call, reason"),
        ([Bell, Second], "Second and Bell both answer for EmployeeDestination"),
        ([WithRequired], "Required.must needs a default"),
        ([Stranger], "Stranger descends from no original"),
    ],
)
def test_what_is_no_descendant_is_refused_with_what_to_change(descendants: list[type], told: str) -> None:
    with pytest.raises(NotADescendant, match=told.replace("(", r"\(")):
        Customisation("wrong", title="Wrong", descendants=descendants)


CODE = '''
from tenants.calls.menu import MenuDestination
from tenants.extend import Customisation
from .words import GREETING
class Menu(MenuDestination):
    """Of a bundle."""
CUSTOMISATION = Customisation("hello", title=GREETING, descendants=[Menu])
'''


def folder_with(path: Path, code: str, greeting: str = "Hello") -> Path:
    folder = path / "hello"
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").write_text(code)
    (folder / "words.py").write_text(f"GREETING = {greeting!r}")
    return folder


def test_a_folder_is_loaded_and_loaded_again(tmp_path: Path) -> None:
    digest = "cd" * 32
    assert load_folder(folder_with(tmp_path, CODE), digest).title == "Hello"
    assert load_folder(folder_with(tmp_path, CODE, "Good day to you"), digest).title == "Good day to you"
    forget(Customised(name="hello", bundle=digest))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("x = 1", "must offer CUSTOMISATION"),
        ("1 / 0", "hello cannot be loaded: ZeroDivisionError"),
        ("def", "hello cannot be loaded: SyntaxError"),
        (CODE.replace('"hello", title', '"other", title'), "folder and name must agree"),
    ],
)
def test_a_folder_that_is_none_says_why(tmp_path: Path, code: str, told: str) -> None:
    with pytest.raises(BadCustomisation, match=told):
        load_folder(folder_with(tmp_path, code))


def test_the_release_brings_its_examples() -> None:
    assert {each.name for each in load_release()} >= {"clinic", "shop", "taxi"}
