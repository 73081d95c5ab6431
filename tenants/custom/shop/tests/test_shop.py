"""Known and unknown customers."""

import pytest

from tenants.calls.call import Fetched
from tenants.model import Destination, DestinationKind, Menu, MenuChoice, Number
from tenants.simulate import Script
from tests.kit.customised import OUR_NUMBER, customised, told

STRANGER = "+79035550000"


LOOKUP = "https://shop.example.net/who"
MENU = Menu(
    id="m1",
    name="Shop",
    number="200",
    choices=(MenuChoice(digits="1", destination=Destination(kind=DestinationKind.EMPLOYEE, id="e102")),),
    custom={"lookup": LOOKUP},
)
TO_MENU = Number(id="n1", number=OUR_NUMBER, destination=Destination(kind=DestinationKind.MENU, id="m1"))


@pytest.mark.parametrize(
    ("answer", "rang"),
    [
        (Fetched({"manager": "103"}), ["103"]),
        (Fetched({"manager": "999"}), ["102"]),
        (Fetched({"unexpected": "x"}), ["102"]),
        (Fetched(None, "no answer in 300 ms"), ["102"]),
    ],
    ids=["known", "manager-gone", "unknown", "too-slow"],
)
def test_a_known_customer_skips_the_menu_and_all_others_hear_it(answer: Fetched, rang: list[str]) -> None:
    script = Script(presses=["1"], services={LOOKUP: answer})
    story = told(customised("shop", MENU, TO_MENU), caller=STRANGER, dials=OUR_NUMBER, script=script)
    assert story.rang == rang


def test_colleagues_are_not_looked_up() -> None:
    script = Script(presses=["1"], services={LOOKUP: Fetched({"manager": "103"})})
    assert told(customised("shop", MENU, TO_MENU), caller="101", dials="200", script=script).rang == ["102"]
