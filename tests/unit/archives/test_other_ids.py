"""The same company under other ids is the same company."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_plane.features.archives.form import Secrets
from control_plane.features.archives.leaving import of_kinds, without
from control_plane.features.archives.lockbox import WrongPassphrase, lock, unlock
from control_plane.features.archives.normal import fingerprint, normalised, written
from tenants.extend import Fields
from tenants.extend.renaming import renamed
from tenants.model import Company, Employee, Kind, Phone
from tenants.model.fields import EmployeeId
from tenants.model.objects import kind_of
from tenants.model.references import references
from tests.kit import companies
from tests.unit.archives.conftest import office


class Substitute(Fields):
    stands_in: EmployeeId | None = None
    others: tuple[EmployeeId, ...] = ()


def shape(kind: Kind) -> type[Fields]:
    return Substitute if kind is Kind.EMPLOYEE else Fields


def elsewhere(company: Company, seed: int) -> tuple[str, list[Any]]:
    """With ids in another order, under another name."""
    chance = random.Random(seed)
    keys = sorted(company.objects)
    fresh = [f"x{number:04d}" for number in range(len(keys))]
    chance.shuffle(fresh)
    names = dict(zip(keys, fresh, strict=True)) | {(Kind.PROFILE, company.id): "other"}
    items = [renamed(item, names, shape(kind_of(item))) for item in company.objects.values()]
    chance.shuffle(items)
    return "other", items


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), people=st.integers(1, 12))
def test_under_any_ids_a_company_is_written_byte_by_byte_the_same(seed: int, people: int) -> None:
    chance = random.Random(seed)
    numbers = [str(100 + n) for n in range(people)]
    # Alike but for whom they point to.
    staff = companies.company("acme", dict.fromkeys(numbers, "Alike"))
    items = []
    for item in staff.objects.values():
        if isinstance(item, Employee):
            other = f"e{chance.choice(numbers)}"
            item = item.model_copy(update={"secretary": other, "custom": (("stands_in", other),)})  # noqa: PLW2901
        items.append(item)
    company = Company.build("acme", 1, items)
    name, moved = elsewhere(company, seed)
    assert written(normalised(name, moved, shape)) == written(normalised("acme", items, shape))
    assert fingerprint(name, moved, shape) == fingerprint("acme", items, shape)


def test_another_company_has_another_fingerprint() -> None:
    one = office()
    other = one.changed(2, [one.employees["e101"].model_copy(update={"secretary": "e102"})], [])
    assert fingerprint("acme", tuple(one.objects.values()), shape) != fingerprint(
        "acme", tuple(other.objects.values()), shape
    )


def test_extra_fields_that_point_to_people_follow_them() -> None:
    anna = Employee(id="a", name="Anna", number="101", custom={"stands_in": "b", "others": ["b", "c"]})
    after = renamed(anna, {(Kind.EMPLOYEE, "b"): "beta"}, Substitute)
    assert dict(after.custom) == {"stands_in": "beta", "others": ("beta", "c")}


def test_who_stays_behind_is_pointed_to_by_nobody() -> None:
    company = office()
    stay, left = without(company, of_kinds(company, [Kind.EMPLOYEE]))
    assert {kind_of(item) for item in left} == {Kind.EMPLOYEE, Kind.PHONE}
    assert not any(isinstance(item, Phone) for item in stay)
    keys = {(kind_of(item), item.id) for item in stay}
    assert all(reference.key in keys for item in stay for reference in references(item))


def test_secrets_open_with_their_passphrase_alone() -> None:
    secrets = Secrets(phones={"p": "s3cret"})
    locked = lock(secrets, "four bells ring")
    assert b"s3cret" not in locked
    assert unlock(locked, "four bells ring") == secrets
    for wrong in ("four bells rinG", ""):
        with pytest.raises(WrongPassphrase):
            unlock(locked, wrong)
    for bent in (locked[:-9], b"{}", b"[]", b"\xff", locked.replace(b"secrets 1", b"secrets 2")):
        with pytest.raises(WrongPassphrase):
            unlock(bent, "four bells ring")
