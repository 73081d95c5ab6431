"""Bundles over the API: who may ship them, what is refused, and how a company comes back to the version before."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.audit.models import Audit
from control_plane.features.customisations.models import Bundle
from tenants.extend.registry import forget
from tenants.model.custom import Customised
from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.objects import PLACE
from tests.kit.bundles import FILES, PERSON, bundle_of
from tests.kit.bundles import signer as somebody
from tests.kit.customers import Answer, Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter
from wire.bundles.archive import hash_of
from wire.envelope import Signer
from wire.files import Fetch
from wire.operations import CompanyDocument
from wire.reports import ReportOp

Make = Callable[..., bytes]


@pytest.fixture
def dora(customers: Customers) -> Program:
    return customers.developer


@pytest.fixture
def make(engines: Engines, tmp_path: Path) -> Iterator[Make]:
    """Bundles signed by this platform's developer, or by somebody else."""
    made: list[Customised] = []
    ours = Signer.from_base64(engines.instance["CARILLON_DEVELOPER_KEY"])

    def bundle(by: Signer = ours, **otherwise: Any) -> bytes:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        file = bundle_of(folder, by, **otherwise)
        made.append(Customised(name="desk", bundle=hash_of(file)))
        return file

    yield bundle
    for each in made:
        forget(each)


def upload(program: Program, file: bytes) -> Answer:
    return program.ask("POST", f"{PLACE}/bundles", file)


def pin(program: Program, file: bytes) -> Answer:
    return program.ask("PUT", f"{PLACE}/customisation", {"name": "desk", "bundle": hash_of(file)})


def test_a_developer_uploads_and_pins_a_bundle(dora: Program, owner: Program, make: Make, rows: Session) -> None:
    file = make(words={"ru": {"Deputy": "Заместитель", "Desk": "Стол"}})
    found = upload(dora, file)
    assert (found.status, found.json["hash"], found.json["pinned"]) == (201, hash_of(file), False)
    assert (found.json["name"], found.json["version"], found.json["author"]) == ("desk", "1.0", "Dora")
    assert owner.get(PLACE)["customisation"] is None, "it serves nobody yet"
    assert pin(dora, file).json["change"]["version"] == 2
    assert owner.get(PLACE)["customisation"] == {"name": "desk", "bundle": hash_of(file)}
    told = owner.get(f"{PLACE}/customisation?language=ru")
    assert (told["title"], told["known"]) == ("Стол", True)
    assert told["fields"]["employee"]["properties"]["deputy"]["title"] == "Заместитель"
    deputy = owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})["id"]
    boss = {"name": "Anna", "number": "101", "custom": {"deputy": deputy}}
    assert owner.post(f"{PLACE}/employees", boss)["custom"] == {"deputy": deputy}
    assert dora.get(f"{PLACE}/bundles")["items"][0]["pinned"] is True
    actions = list(rows.scalars(select(Audit.action).where(Audit.actor == "Dora").order_by(Audit.id)))
    assert actions == [f"Bundle desk 1.0 uploaded ({hash_of(file)})", "Company profile changed"]


def test_uploading_it_again_is_harmless_and_stored_encrypted_once(
    dora: Program, make: Make, rows: Session, engines: Engines
) -> None:
    file = make()
    assert upload(dora, file).json["hash"] == upload(dora, file).json["hash"]
    assert len(list(rows.scalars(select(Bundle)))) == 1
    assert len(list(rows.scalars(select(Audit).where(Audit.action.startswith("Bundle"))))) == 1
    stored = (engines.settings.files / "bundles" / hash_of(file)).read_bytes()
    assert b"CUSTOMISATION" not in stored


def test_only_operators_and_developers_ship(customers: Customers, make: Make) -> None:
    file = make()
    for program in (customers.owner, customers.reseller):
        assert upload(program, file).status == 403
        assert program.ask("GET", f"{PLACE}/bundles").status == 403
        assert pin(program, file).status == 403
        assert program.ask("DELETE", f"{PLACE}/customisation").status == 403
    assert upload(customers.nobody, file).status == 401
    assert upload(customers.rival_owner, file).status == 404
    assert customers.developer.ask("POST", "/companies/rival/bundles", file).status == 404
    assert upload(customers.operator, file).status == 201
    assert pin(customers.operator, file).status == 200
    assert customers.developer.ask("PATCH", PLACE, {"name": "Mine"}).status == 403


def test_an_owner_neither_takes_nor_leaves_code_of_their_own(customers: Customers, make: Make) -> None:
    file, owner = make(), customers.owner
    upload(customers.developer, file)
    which = {"name": "desk", "bundle": hash_of(file)}
    assert owner.ask("PATCH", PLACE, {"customisation": which}).code == "forbidden"
    pin(customers.developer, file)
    refused = owner.ask("PATCH", PLACE, {"customisation": None})
    assert refused.code == "forbidden"
    assert "ask an operator or a developer" in refused.text
    assert owner.patch(PLACE, {"name": "Blue", "customisation": which})["name"] == "Blue"


def test_a_settings_form_offers_bundles_to_those_who_ship_alone(
    customers: Customers, make: Make, portal: Portal
) -> None:
    file = make()
    upload(customers.developer, file)
    assert hash_of(file) not in portal.get(f"{PLACE}/settings").text
    pin(customers.developer, file)
    assert f'value="desk:{hash_of(file)}" selected' in portal.get(f"{PLACE}/settings").text


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda make: make(by=somebody()), "bundle-unknown-key"),
        (lambda make: make(tested=False), "bundle-not-tested"),
        (lambda make: make() + b"more", "bundle-bad-signature"),
        (lambda make: make().partition(b"\n")[2], "bundle-bad-signature"),
        (lambda _: b"", "bundle-bad-signature"),
        (lambda _: b"{}", "bundle-bad-signature"),
    ],
)
def test_what_nobody_answers_for_is_not_taken(
    dora: Program, make: Make, rows: Session, spoil: Callable[[Make], bytes], code: str
) -> None:
    answer = upload(dora, spoil(make))
    assert (answer.status, answer.code, answer.fields) == (422, "bad-bundle", {"bundle"})
    assert answer.json["errors"][0]["code"] == code
    assert not list(rows.scalars(select(Bundle)))


def test_more_than_a_bundle_may_weigh_is_not_even_read(dora: Program) -> None:
    assert upload(dora, b"x" * (3 * 1024 * 1024)).status == 413


def test_a_revoked_developers_bundle_is_pinned_no_more(dora: Program, make: Make, app: APIFlask) -> None:
    file = make()
    upload(dora, file)
    settings = app.extensions["carillon-settings"]
    app.extensions["carillon-settings"] = settings.model_copy(update={"developer_keys": ""})
    try:
        refused = pin(dora, file)
        assert refused.code == "bad-bundle"
        assert "signature of an unknown key" in refused.text
        assert dora.get(f"{PLACE}/bundles")["items"][0]["trusted"] is False
    finally:
        app.extensions["carillon-settings"] = settings


def test_a_company_reverts_to_the_bundle_before_and_to_none(dora: Program, owner: Program, make: Make) -> None:
    first, second = make(), make(version="2.0")
    for file in (first, second):
        upload(dora, file)
        pin(dora, file)
    assert owner.get(PLACE)["customisation"]["bundle"] == hash_of(second)
    assert pin(dora, first).json["change"]["version"] == 4
    assert owner.get(PLACE)["customisation"]["bundle"] == hash_of(first)
    assert pin(dora, first).code == "nothing-changed"
    dora.delete(f"{PLACE}/customisation")
    assert owner.get(PLACE)["customisation"] is None
    assert [each["version"] for each in dora.get(f"{PLACE}/bundles")["items"]] == ["2.0", "1.0"]


def test_the_companys_nodes_get_the_bundle_and_others_do_not(
    dora: Program, make: Make, node: Reporter, customers: Customers
) -> None:
    file = make()
    upload(dora, file)
    pin(dora, file)
    (pulled,) = [each for each in node.pull() if each.args["company"] == "bluebell"]
    profile = next(
        item.data for item in CompanyDocument.model_validate(pulled.args).items if item.kind.value == "profile"
    )
    assert profile["customisation"] == {"name": "desk", "bundle": hash_of(file)}
    wanted = Fetch(company="bluebell", file=hash_of(file))
    client = node.app.test_client()
    got = client.post("/node/v1/bundles", json={"envelope": node.seal(ReportOp.BUNDLE, wanted)})
    assert (got.status_code, got.data) == (200, file)
    others = Fetch(company="rival", file=hash_of(file))
    assert node.report(ReportOp.BUNDLE, others).status == 404
    assert customers.operator.ask("GET", "/companies/rival/bundles").json == {"items": []}


def test_a_node_that_refuses_a_bundle_is_shown_with_its_reason(
    dora: Program, owner: Program, make: Make, node: Reporter, portal: Portal
) -> None:
    file = make()
    upload(dora, file)
    version = pin(dora, file).json["change"]["version"]
    state = owner.get(f"{PLACE}/versions/{version}")["state_hash"]
    node.acknowledge("bluebell", version, state, refused="signature of an unknown key")
    found = owner.get(f"{PLACE}/versions/{version}")
    assert (found["state"], found["deliveries"][0]["reason"]) == ("refused", "signature of an unknown key")
    assert "signature of an unknown key" in portal.get(f"{PLACE}/versions").text


def test_a_what_if_question_is_answered_by_the_bundle_in_a_process_of_its_own(
    dora: Program, owner: Program, make: Make
) -> None:
    file = make()
    upload(dora, file)
    pin(dora, file)
    ids = {n: owner.post(f"{PLACE}/employees", {"name": f"N{n}", "number": n})["id"] for n in ("101", "102", "103")}
    owner.patch(f"{PLACE}/employees/{ids['101']}", {"custom": {"deputy": ids["102"]}})
    told = owner.post(f"{PLACE}/simulations", {"from": "103", "to": "101"})
    assert told["rang"] == ["102"]
    assert any("N102 for N101" in step.get("text", "") for step in told["steps"])


HANGS = PERSON.replace("        call.decide(", "        while True:\n            pass\n        call.decide(")
ENDS = PERSON.replace("        call.decide(", "        import os\n\n        os._exit(0)\n        call.decide(")
RAISES = PERSON.replace("        call.decide(", '        raise ValueError("no such desk")\n        call.decide(')
LOOKS = 'raise ValueError(__import__("os").listdir("/proc"))'
READS = PERSON.replace("        call.decide(", f"        {LOOKS}\n        call.decide(")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (HANGS, "too much memory or time|did not end within"),
        (ENDS, "ended the process"),
        (RAISES, r"ValueError: no such desk \(person\.py"),
        (READS, "No such file or directory: '/proc'"),
    ],
)
def test_code_that_fails_harms_its_own_question_alone(
    dora: Program, owner: Program, make: Make, code: str, told: str
) -> None:
    file = make(files={**FILES, "desk/person.py": code.encode()})
    upload(dora, file)
    pin(dora, file)
    deputy = owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})["id"]
    owner.post(f"{PLACE}/employees", {"name": "Anna", "number": "101", "custom": {"deputy": deputy}})
    story = owner.post(f"{PLACE}/simulations", {"from": "102", "to": "101"})
    assert re.search(told, story["failure"]["text"]), story["failure"]
    assert story["rang"] == ["101"], "the originals tell"
