"""What an object points to, and what is left of it when that is gone."""

import pytest

from tenants.model import (
    CallerRule,
    Destination,
    DestinationKind,
    Employee,
    Flow,
    Kind,
    Menu,
    MenuChoice,
    Music,
    Prompt,
    RingStep,
    TelephonyObject,
)
from tenants.model.objects import CLASSES
from tenants.model.references import references, referred_kind, without

ANNA = Destination(kind=DestinationKind.EMPLOYEE, id="anna")
SALES = Destination(kind=DestinationKind.TEAM, id="sales")
MENU = Menu(
    id="main",
    name="Main",
    greeting=Prompt(sound="hello"),
    choices=(MenuChoice(digits="1", destination=ANNA), MenuChoice(digits="2", destination=SALES)),
    on_silence=Destination(kind=DestinationKind.HANG_UP, id="bluebell"),
    on_wrong=Destination(kind=DestinationKind.OUTSIDE, number="+79161234567"),
)


def test_everything_that_a_menu_points_to_is_found_with_its_place() -> None:
    assert [(found.field, found.key) for found in references(MENU)] == [
        ("greeting.sound", (Kind.SOUND, "hello")),
        ("choices.0.destination", (Kind.EMPLOYEE, "anna")),
        ("choices.1.destination", (Kind.TEAM, "sales")),
    ]


def test_steps_of_a_call_path_point_too() -> None:
    steps = (
        {"name": "a", "do": "branch", "cases": [{"hours": "office", "then": "b"}], "otherwise": "c"},
        {"name": "b", "do": "queue", "line": "support"},
        {"name": "c", "do": "hand", "destination": {"kind": "employee", "id": "anna"}},
    )
    flow = Flow.model_validate({"id": "f", "name": "F", "start": "a", "steps": steps})
    assert [(found.field, found.key) for found in references(flow)] == [
        ("steps.0.cases.0.hours", (Kind.SCHEDULE, "office")),
        ("steps.1.line", (Kind.WAITING_LINE, "support")),
        ("steps.2.destination", (Kind.EMPLOYEE, "anna")),
    ]


def test_object_goes_on_without_what_is_gone() -> None:
    left = without(MENU, {(Kind.EMPLOYEE, "anna"), (Kind.SOUND, "hello")})
    assert isinstance(left, Menu)
    assert left.greeting is None
    assert [choice.digits for choice in left.choices] == ["2"]
    assert left.on_silence == MENU.on_silence


def test_person_keeps_the_phones_that_are_left() -> None:
    anna = Employee(
        id="anna", name="Anna", number="101", ring_steps=(RingStep(phone="desk"), RingStep(phone="home", after=10))
    )
    assert without(anna, {(Kind.PHONE, "desk")}) == anna.model_copy(update={"ring_steps": anna.ring_steps[1:]})


@pytest.mark.parametrize(
    ("item", "gone"),
    [
        (Music(id="m", name="M", sounds=("waltz",)), (Kind.SOUND, "waltz")),
        # Without its only number the rule would hold for all of them.
        (CallerRule(id="r", name="R", prefix="+7900", numbers=("main",)), (Kind.NUMBER, "main")),
    ],
)
def test_object_that_cannot_be_without_says_so(item: TelephonyObject, gone: tuple[Kind, str]) -> None:
    assert without(item, {gone}) is None


def test_object_that_is_not_concerned_stays_the_same_value() -> None:
    assert without(MENU, {(Kind.EMPLOYEE, "boris")}) is MENU


def test_every_id_in_the_document_says_what_it_is_the_id_of() -> None:
    """A field of ids without a mark would escape every check of references."""
    unmarked = [
        f"{cls.__name__}.{name}"
        for cls in CLASSES.values()
        for name, field in cls.model_fields.items()
        if name != "id" and "[0-9a-z-]{0,63}" in repr(field) and referred_kind(field) is None
    ]
    assert unmarked == []
