"""What one person wants of objects meets what another has made of them since."""

from control_plane.features.changesets.merging import Edit, Merged, Why, key_of, merge_edits
from tenants.model import Company, Employee, Kind, Phone, Team, TelephonyObject
from tests.kit.companies import company, phone

OFFICE = company("bluebell", {"101": "Anna", "102": "Boris"})
KEY = (Kind.EMPLOYEE, "e101")


def after(*puts: TelephonyObject, gone: tuple[tuple[Kind, str], ...] = ()) -> Company:
    return OFFICE.changed(2, puts, gone)


def merged(now: Company, base: TelephonyObject | None, wanted: TelephonyObject | None) -> Merged:
    item = base if base is not None else wanted
    assert item is not None
    return merge_edits(now, [Edit(key_of(item), base, wanted)])


def anna(**wishes: object) -> Employee:
    was = OFFICE.objects[KEY]
    assert isinstance(was, Employee)
    return was.model_copy(update=wishes)


def test_what_nobody_else_touched_becomes_as_it_is_wanted() -> None:
    found = merged(OFFICE, anna(), anna(name="Anne"))
    assert found.obstacles == ()
    assert found.wanted == {KEY: anna(name="Anne")}


def test_fields_that_do_not_overlap_are_taken_from_both() -> None:
    found = merged(after(anna(ring_seconds=45)), anna(), anna(name="Anne"))
    assert found.obstacles == ()
    assert found.wanted == {KEY: anna(name="Anne", ring_seconds=45)}


def test_a_field_that_both_changed_stands_in_the_way_and_is_named() -> None:
    found = merged(after(anna(name="Anya", ring_seconds=45)), anna(), anna(name="Anne", do_not_disturb=True))
    (obstacle,) = found.obstacles
    assert (obstacle.key, obstacle.why, obstacle.fields) == (KEY, Why.CHANGED, ("name",))
    assert found.wanted == {}


def test_both_who_want_the_same_are_no_conflict() -> None:
    found = merged(after(anna(name="Anne")), anna(), anna(name="Anne"))
    assert found == Merged({}, ())


def test_what_was_removed_since_cannot_be_changed() -> None:
    gone = (KEY, (Kind.PHONE, "phone-bluebell-101"))
    found = merged(after(gone=gone), anna(), anna(name="Anne"))
    assert [(each.key, each.why) for each in found.obstacles] == [(KEY, Why.REMOVED)]


def test_who_wants_to_remove_what_is_gone_already_is_content() -> None:
    gone = (KEY, (Kind.PHONE, "phone-bluebell-101"))
    assert merged(after(gone=gone), anna(), None) == Merged({}, ())


def test_what_was_changed_since_is_not_removed() -> None:
    (obstacle,) = merged(after(anna(name="Anya")), anna(), None).obstacles
    assert (obstacle.why, obstacle.fields) == (Why.CHANGED, ("name",))


def test_what_points_to_something_that_is_gone_is_not_brought_back() -> None:
    team = Team.model_validate({"id": "sales", "name": "Sales", "members": [{"kind": "employee", "id": "e999"}]})
    (obstacle,) = merged(OFFICE, None, team).obstacles
    assert (obstacle.why, obstacle.fields) == (Why.POINTS_NOWHERE, ("members.0",))


def test_a_person_does_not_go_with_a_phone_that_somebody_has_added_since() -> None:
    first = OFFICE.objects[(Kind.PHONE, "phone-bluebell-101")]
    second = phone("bluebell-101-b", "e101")
    edits = [Edit(KEY, anna(), None), Edit(key_of(first), first, None)]
    (obstacle,) = merge_edits(after(second), edits).obstacles
    assert (obstacle.key, obstacle.why) == (key_of(second), Why.ADDED)
    assert merge_edits(OFFICE, edits).obstacles == ()


def test_a_phone_that_is_there_keeps_its_password() -> None:
    old = OFFICE.objects[(Kind.PHONE, "phone-bluebell-101")]
    assert isinstance(old, Phone)
    renewed = phone("bluebell-101", "e101", password="another")
    found = merged(after(renewed), old, old.model_copy(update={"label": "front desk"}))
    assert found.obstacles == ()
    assert found.wanted == {key_of(old): renewed.model_copy(update={"label": "front desk"})}
