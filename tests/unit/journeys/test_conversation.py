"""Which calls are one conversation."""

from control_plane.features.journeys.conversation import conversations


def test_calls_without_a_common_leg_stay_apart() -> None:
    found = conversations(["n1:1.1", "n1:1.3"], [("a", "n1:1.1"), ("b", "n1:1.3")])
    assert sorted(found) == [("n1:1.1",), ("n1:1.3",)]


def test_calls_that_share_a_leg_are_one_and_the_oldest_names_it() -> None:
    pairs = [("a", "n1:20.9"), ("b", "n1:20.9"), ("b", "n1:20.10"), ("c", "n1:3.2"), ("b", "n1:3.2")]
    assert conversations(["n1:20.10"], pairs) == [("n1:3.2", "n1:20.9", "n1:20.10")]


def test_strange_names_of_calls_are_sorted_last_and_break_nothing() -> None:
    pairs = [("a", "n1:strange"), ("a", "n1:1.1"), ("a", "strange")]
    assert conversations([], pairs) == [("n1:1.1", "n1:strange", "strange")]


def test_a_chain_of_transfers_is_one_conversation() -> None:
    chain = [(f"leg{i}", f"n1:{i}.0") for i in range(50)] + [(f"leg{i}", f"n1:{i + 1}.0") for i in range(49)]
    (group,) = conversations([], reversed(chain))
    assert group[0] == "n1:0.0"
    assert len(group) == 50
