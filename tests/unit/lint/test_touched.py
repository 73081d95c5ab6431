"""A change is looked at with what it may have made wrong, and costs little in a large company."""

import time

from tenants.lint import lint
from tenants.model import Company, Kind, Profile
from tests.unit.calls.companies import DIGEST, LEGACY_DIGEST
from tests.unit.calls.paths import ANNA, BORIS, firm, made
from tests.unit.lint.test_rules import anna, menu, number


def test_only_what_a_change_may_have_caused_is_told() -> None:
    company = firm(menu(on_silence=None), made("team", "team"))
    assert {f.code for f in lint(company, {(Kind.TEAM, "team")})} == {"team-of-nobody"}
    assert lint(company, ()) == ()


def test_whoever_points_at_what_is_gone_is_told() -> None:
    found = lint(firm(made("team", "team", members=[{"kind": "employee", "id": "gone"}])), {(Kind.EMPLOYEE, "gone")})
    assert [(f.code, f.id) for f in found] == [("dangling", "team")]


def test_a_phone_that_is_gone_leaves_its_employee_without_one() -> None:
    company = firm().changed(2, [], [(Kind.PHONE, "acme-phone-102-1")])
    assert [f.code for f in lint(company, {(Kind.EMPLOYEE, "acme-102")})] == ["no-phone"]


def test_a_mailbox_that_its_owner_has_left_is_told_with_the_owner() -> None:
    company = firm(made("mailbox", "box"), anna(mailbox="box"))
    assert lint(company) == ()
    without = company.changed(2, [anna()], [])
    assert "mailbox-nobody-hears" in {f.code for f in lint(without, {(Kind.MAILBOX, "box")})}


def test_a_circle_is_found_from_any_of_its_members_and_told_once() -> None:
    company = firm(anna(forward_always=BORIS), made("employee", "acme-102", number="102", forward_always=ANNA))
    for touched in ("acme-101", "acme-102"):
        (finding,) = lint(company, {(Kind.EMPLOYEE, touched)})
        assert finding.params["circle"] == "Acme-101 → Acme-102 → Acme-101"


def test_a_number_that_two_have_is_told_from_both_sides() -> None:
    company = firm(made("team", "team", number="101", members=[ANNA]))
    for touched in ((Kind.TEAM, "team"), (Kind.EMPLOYEE, "acme-101")):
        assert "number-taken" in {f.code for f in lint(company, {touched})}


def test_a_public_number_that_stands_twice_is_told_from_both_sides() -> None:
    company = firm(number("n1"), number("n2"))
    for touched in ("n1", "n2"):
        assert "number-taken" in {f.code for f in lint(company, {(Kind.NUMBER, touched)})}


def test_a_slot_that_hides_a_number_is_told_from_both_sides() -> None:
    company = firm(made("parking", "park", number="700", first_slot=101, slots=2))
    for touched in ((Kind.PARKING, "park"), (Kind.EMPLOYEE, "acme-101")):
        assert "number-taken" in {f.code for f in lint(company, {touched})}


def large() -> Company:
    people = [made("employee", f"e{i:04}", number=str(10_000 + i)) for i in range(5000)]
    phones = [
        made(
            "phone",
            f"p{i:04}",
            employee=f"e{i:04}",
            label="Desk",
            login=f"login-{i}",
            digest=DIGEST,
            legacy_digest=LEGACY_DIGEST,
        )
        for i in range(5000)
    ]
    return Company.build("acme", 1, [Profile(id="acme", name="Acme"), *people, *phones])


def cpu_seconds(company: Company, touched: set[tuple[Kind, str]] | None = None) -> float:
    """The best of five: other processes share this machine."""
    best = 1.0
    for _ in range(5):
        begun = time.process_time()
        assert lint(company, touched) == ()
        best = min(best, time.process_time() - begun)
    return best


def test_five_thousand_employees_are_looked_at_in_no_time_and_a_change_of_one_in_less() -> None:
    company = large()
    # Three times the target of 100 ms: what is measured exactly stands in docs/performance.md.
    assert cpu_seconds(company) < 0.3
    assert cpu_seconds(company, {(Kind.EMPLOYEE, "e0007")}) < 0.1


def test_five_thousand_who_forward_in_a_row_are_walked_once() -> None:
    ring = [
        made(
            "employee",
            f"e{i:04}",
            number=str(10_000 + i),
            forward_always={"kind": "employee", "id": f"e{(i + 1) % 5000:04}"},
        )
        for i in range(5000)
    ]
    begun = time.process_time()
    (finding,) = lint(Company.build("acme", 1, [Profile(id="acme", name="Acme"), *ring]))
    assert time.process_time() - begun < 2
    assert finding.code == "never-arrives"
    assert len(finding.text) < 300
