"""When failing code is switched off, and for how long."""

from node_agent.custom.parent.probation import FIRST_SECONDS, FORGIVEN_SECONDS, LONGEST_SECONDS, Probation


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_three_failures_in_a_row_switch_it_off_and_each_further_one_doubles_the_time() -> None:
    clock = Clock()
    probation = Probation(clock)
    assert [probation.failed("x") for _ in range(3)] == [0, 0, FIRST_SECONDS]
    clock.now += FIRST_SECONDS
    assert not probation.seconds_off("x")
    times = []
    for _ in range(12):
        times.append(probation.failed("x"))
        clock.now += times[-1]
    assert times[:3] == [20, 40, 80]
    assert times[-1] == LONGEST_SECONDS
    assert probation.seconds_off("y") == 0


def test_calls_that_go_well_make_up_for_rare_failures() -> None:
    probation = Probation(Clock())
    for _ in range(20):
        assert probation.failed("x") == 0
        for _ in range(5):
            probation.well("x")


def test_all_is_forgiven_after_a_long_time_without_failures() -> None:
    clock = Clock()
    probation = Probation(clock)
    for _ in range(3):
        probation.failed("x")
    clock.now += FORGIVEN_SECONDS + 1
    assert [probation.failed("x") for _ in range(2)] == [0, 0]
    assert probation.off() == []
