"""What goes out comes in elsewhere as it was."""

import io
import json
import zipfile

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.vault import vault_of
from control_plane.features.archives.collecting import source_of
from control_plane.features.archives.leaving import with_numbers
from control_plane.features.archives.normal import normalised, written
from control_plane.features.companies.models import Company
from control_plane.features.objects.models import CompanyObject
from tenants.model import Phone, Room
from tenants.model.pin import pin_fits
from tests.component.archives.conftest import PASSPHRASE, Works, furnish, with_files
from tests.component.files.conftest import WAV, Uploading
from tests.kit.customers import Customers, Program


def parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def normal(ctx: Context, company: str) -> bytes:
    """The company without what is new wherever it comes to: ids, logins, and the number that it got there."""
    row = ctx.session.get_one(Company, company, populate_existing=True)
    source = source_of(ctx.session, ctx.settings, vault_of(ctx.settings), row)
    same = [with_numbers(item, {"+74951230001": "+74951230009"}) for item in source.items]
    same = [item.model_copy(update={"login": "same"}) if isinstance(item, Phone) else item for item in same]
    ctx.session.rollback()
    return written(normalised(company, same, source.shape))


def test_a_company_that_is_deleted_and_brought_in_again_is_the_same_byte_by_byte(
    works: Works, owner: Program, customers: Customers
) -> None:
    furnish(owner)
    before = works.export(passphrase=PASSPHRASE)
    customers.operator.delete("/companies/bluebell")
    operator = works.by(customers.operator)
    assert operator.upload(before)["state"] == "uploaded"
    brought = operator.bring(company="bluebell", passphrase=PASSPHRASE)
    assert brought["state"] == "done", brought
    assert brought["told"] == []
    after = operator.export(passphrase=PASSPHRASE)
    one, two = parts(before), parts(after)
    assert one.keys() == two.keys()
    for name in one.keys() - {"secrets.json", "carillon.json"}:
        assert one[name] == two[name], name
    assert json.loads(one["carillon.json"])["fingerprint"] == json.loads(two["carillon.json"])["fingerprint"]


def test_the_same_company_gives_the_same_archive(works: Works, owner: Program) -> None:
    furnish(owner)
    owner.ask("POST", "/companies/bluebell/exports", {})
    assert works.export() == works.export()


def test_beside_the_original_everything_gets_other_ids_and_says_the_same(
    works: Works, elsewhere: Works, owner: Program, ctx: Context
) -> None:
    furnish(owner)
    elsewhere.upload(works.export())
    brought = elsewhere.bring(
        company="bluecopy", name="Колокольчик / Bluebell", numbers={"+74951230001": "+74951230009"}
    )
    assert brought["state"] == "done", brought
    assert normal(ctx, "bluecopy") == normal(ctx, "bluebell")
    ids = {item["data"]["id"] for item in owner.get("/companies/bluebell/document")["items"]}
    mine = {item["data"]["id"] for item in elsewhere.program.get("/companies/bluecopy/document")["items"]}
    assert not ids & mine


def test_new_passwords_and_pins_are_told_to_who_brought_the_company_in(
    works: Works, elsewhere: Works, owner: Program, ctx: Context
) -> None:
    furnish(owner)
    elsewhere.upload(works.export())
    brought = elsewhere.bring(company="bluecopy", leave_out_taken=True)
    told = [(each["what"], bool(each["value"])) for each in brought["told"]]
    assert told.count(("new-password", True)) == 2
    assert ("new-pin", True) in told
    assert ("password-needed", False) in told
    assert ("left-out", False) in told
    room = ctx.session.scalars(select(CompanyObject).filter_by(company_id="bluecopy", kind="room")).one().document()
    assert isinstance(room, Room)
    pin = next(each["value"] for each in brought["told"] if each["object"] == f"room/{room.id}")
    assert pin_fits(room.pin, "bluecopy", room.id, pin), "a room is never left open"


def test_no_secret_lies_open_in_an_archive(works: Works, owner: Program) -> None:
    made = furnish(owner)
    archive = works.export(passphrase=PASSPHRASE, history=True)
    for secret in ("s3cret-of-provider", made["anna"]["phones"][0].get("password", "s3cret")):
        assert secret.encode() not in archive
    document = json.loads(parts(archive)["document.json"])
    assert not any({"digest", "legacy_digest", "pin", "password"} & item["data"].keys() for item in document["items"])
    history = parts(archive)["history/versions.jsonl"]
    assert b'"digest"' not in history
    assert b'"pin"' not in history
    assert parts(archive)["history/audit.jsonl"].count(b"\n") > 5


def test_recordings_and_messages_go_along_when_that_is_wished(
    works: Works, elsewhere: Works, owner: Program, uploading: Uploading, customers: Customers
) -> None:
    made = furnish(owner)
    with_files(uploading, made["mailbox"]["id"])
    archive = works.export(files=["recording", "message", "fax"])
    assert sum(name.endswith(".wav") and not name.startswith("sounds/") for name in parts(archive)) == 2
    assert WAV in parts(archive).values()
    operator = works.by(customers.operator)
    operator.upload(archive)
    assert operator.bring(company="bluecopy", leave_out_taken=True)["state"] == "done"
    (recording,) = customers.operator.get("/companies/bluecopy/recordings")["items"]
    link = customers.operator.post(f"/companies/bluecopy/recordings/{recording['id']}/link")["url"]
    assert works.app.test_client().get(link).data == WAV
    (left,) = customers.operator.get("/companies/bluecopy/messages")["items"]
    boxes = {each["name"]: each["id"] for each in customers.operator.get("/companies/bluecopy/mailboxes")["items"]}
    assert left["mailbox"] == boxes["Sales"] != made["mailbox"]["id"]


def test_who_may_not_listen_gets_no_recordings(works: Works, customers: Customers) -> None:
    answer = customers.reseller.ask("POST", "/companies/bluebell/exports", {"files": ["recording"]})
    assert (answer.status, answer.code) == (403, "forbidden")


def test_a_link_is_worth_nothing_to_others_and_after_its_export(
    works: Works, owner: Program, customers: Customers
) -> None:
    works.export()
    (job,) = owner.get("/companies/bluebell/exports")["items"]
    link = owner.post(f"/companies/bluebell/exports/{job['id']}/link")["url"]
    assert works.app.test_client().get(link[:-3] + "abc").status_code == 404
    owner.delete(f"/companies/bluebell/exports/{job['id']}")
    assert works.app.test_client().get(link).status_code == 404
    assert customers.rival_owner.ask("GET", f"/companies/bluebell/exports/{job['id']}").status == 404
