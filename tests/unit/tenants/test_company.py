"""A company's state hash: however it came to be, the same objects give the same hash."""

from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tenants.model import Company, Employee, Kind, Number, Phone, Profile, TelephonyObject, WrongBase
from tenants.model.company import changed_state, format_state
from tenants.model.destination import Destination, DestinationKind
from tenants.model.objects import kind_of

PROFILE = Profile(id="bluebell", name="Bluebell")
NAMES = ["Anna", "Борис", "🔔"]

employees = st.builds(
    Employee,
    id=st.sampled_from(["e1", "e2", "e3"]),
    name=st.sampled_from(NAMES),
    number=st.sampled_from(["101", "102", "103"]),
)
phones = st.builds(
    Phone,
    id=st.sampled_from(["p1", "p2"]),
    employee=st.sampled_from(["e1", "e2"]),
    label=st.sampled_from(NAMES),
    login=st.sampled_from(["bluebell-1", "bluebell-2"]),
    digest=st.just("ab" * 32),
    legacy_digest=st.just("cd" * 16),
)
numbers = st.builds(
    Number,
    id=st.sampled_from(["n1", "n2"]),
    number=st.sampled_from(["+74951230001", "+74951230002"]),
    destination=st.sampled_from([None, Destination(kind=DestinationKind.EMPLOYEE, id="e1")]),
)
objects = st.one_of(employees, phones, numbers)
keys = st.tuples(
    st.sampled_from([Kind.EMPLOYEE, Kind.PHONE, Kind.NUMBER]), st.sampled_from(["e1", "e2", "p1", "n1", "none"])
)
# A patch names each object once: the control plane merges (see versions/snapshot.py).
puts = st.lists(objects, max_size=4, unique_by=lambda o: (kind_of(o), o.id))
changes = st.lists(st.tuples(puts, st.lists(keys, max_size=3)), max_size=8)


def company(items: Iterable[TelephonyObject] = (), version: int = 1) -> Company:
    return Company.build("bluebell", version, [PROFILE, *items])


def every_name_is_unique(company: Company) -> bool:
    """What the control plane's database guarantees for every version."""
    names = [
        getattr(item, field)
        for item in company.objects.values()
        for field in ("login", "number")
        if hasattr(item, field)
    ]
    return len(names) == len(set(names))


@given(changes)
def test_company_after_any_changes_equals_one_built_anew(
    steps: list[tuple[list[TelephonyObject], list[tuple[Kind, str]]]],
) -> None:
    changed = company()
    for version, (puts, removes) in enumerate(steps, start=2):
        changed = changed.changed(version, puts, removes)
        assume(every_name_is_unique(changed))
    rebuilt = Company.build("bluebell", changed.version, changed.objects.values())
    assert changed == rebuilt
    assert changed.state_hash == rebuilt.state_hash


@given(st.lists(objects, max_size=8, unique_by=lambda o: (kind_of(o), o.id)), st.randoms(use_true_random=False))
def test_order_of_objects_does_not_matter(items: list[TelephonyObject], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert company(items).state_hash == company(shuffled).state_hash


@given(st.lists(objects, max_size=8), objects)
def test_any_difference_of_one_object_shows_in_the_hash(items: list[TelephonyObject], item: TelephonyObject) -> None:
    before = company(items)
    after = before.changed(2, [item], [])
    assert (before.state_hash == after.state_hash) == (before.objects.get((kind_of(item), item.id)) == item)


@given(st.lists(employees, max_size=3, unique_by=lambda e: e.id), employees)
def test_database_can_keep_the_state_without_the_whole_company(items: list[Employee], item: Employee) -> None:
    before = company(items)
    replaced = [e for e in items if e.id == item.id]
    after = before.changed(2, [item], [])
    assert format_state(changed_state(before.state, replaced, [item])) == after.state_hash


def test_state_hash_has_64_digits_also_for_small_sums() -> None:
    assert format_state(1) == "0" * 63 + "1"


def test_same_data_under_another_kind_has_another_hash() -> None:
    assert company().state_hash != Company.build("rival", 1, [Profile(id="rival", name="Bluebell")]).state_hash


@pytest.mark.parametrize("version", [0, 1, -5])
def test_older_or_same_version_is_refused(version: int) -> None:
    with pytest.raises(WrongBase):
        company().changed(version, [], [])


def test_removing_what_is_not_there_changes_nothing() -> None:
    assert company().changed(2, [], [(Kind.EMPLOYEE, "ghost")]).state_hash == company().state_hash


def test_document_without_its_own_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="no profile"):
        Company.build("bluebell", 1, [])
    with pytest.raises(ValueError, match="no profile"):
        Company.build("bluebell", 1, [Profile(id="rival", name="Rival")])
    with pytest.raises(ValueError, match="no profile"):
        company().changed(2, [], [(Kind.PROFILE, "bluebell")])


def test_a_call_finds_people_by_number_and_phones_by_login() -> None:
    anna = Employee(id="e1", name="Anna", number="101")
    desk = Phone(id="p1", employee="e1", label="Desk", login="bluebell-1", digest="ab" * 32, legacy_digest="cd" * 16)
    built = company([anna, desk])
    assert built.employees_by_number["101"] == anna
    assert built.phones_by_login["bluebell-1"] == desk
    assert built.phones_by_employee["e1"] == (desk,)


def test_a_changed_company_leaves_the_old_one_untouched() -> None:
    before = company([Employee(id="e1", name="Anna", number="101")])
    after = before.changed(2, [Employee(id="e1", name="Anna", number="102")], [])
    assert ("101" in before.employees_by_number, "102" in before.employees_by_number) == (True, False)
    assert ("101" in after.employees_by_number, "102" in after.employees_by_number) == (False, True)
