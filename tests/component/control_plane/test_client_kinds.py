"""Every kind of object over the typed client, and the generated code is what the generator makes today."""

from typing import Any

import pytest
from apiflask import APIFlask

from carillon_client import BadValue, Invalid
from carillon_client.generated.companies import Company
from carillon_client.lists import Collection
from carillon_client.things import Thing
from control_plane.features.objects.kinds.every import KINDS
from deploy.client.write import FOLDER, sources
from tests.component.control_plane.objects import Office, Sample, samples, settle_office
from tests.kit.client import client_of
from tests.kit.customers import Program
from tests.kit.engines import Engines

KINDS_MADE_HERE = [kind.plural for kind in KINDS if kind.creates]


@pytest.fixture
def office(owner: Program, engines: Engines) -> Office:
    return settle_office(owner, engines)


@pytest.fixture(params=KINDS_MADE_HERE)
def sample(office: Office, request: pytest.FixtureRequest) -> Sample:
    return samples(office)[request.param]


def list_of(bluebell: Company, path: str) -> Collection[Any]:
    name = path.replace("-", "_")
    found = getattr(bluebell, f"{name}_list" if name in Company._FIELDS else name)
    assert isinstance(found, Collection)
    return found


def test_generated_code_is_what_the_description_says_today(app: APIFlask) -> None:
    with app.app_context():
        spec = app.spec
    assert isinstance(spec, dict)
    differ = [name for name, text in sources(spec).items() if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert differ == [], "run `make client`"


def test_every_kind_is_made_changed_found_and_removed(owner: Program, sample: Sample) -> None:
    bluebell = client_of(owner).company("bluebell")
    those = list_of(bluebell, sample.plural)
    made = those._made(sample.new)
    made.save()
    for name in sample.new.keys() - {"pin"}:
        assert getattr(made, name) is not None
    for name, value in sample.change.items():
        setattr(made, name, value)
    made.save()
    again: Thing = those.get(made.id)
    kept = again.as_json()
    assert {name: kept[name] for name in sample.change} == sample.change
    assert made.id in [each.id for each in those]
    again.delete()
    assert made.id not in [each.id for each in those]


def test_every_kind_refuses_bad_values(owner: Program, sample: Sample) -> None:
    those = list_of(client_of(owner).company("bluebell"), sample.plural)
    field, value = sample.bad
    with pytest.raises((BadValue, Invalid), match=field):
        those._made(sample.new | {field: value}).save()
    assert list(those) == [] or sample.plural == "schedules"
