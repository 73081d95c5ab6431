"""Whatever comes as an archive: every fault is listed with its place, and nothing is written."""

import pytest

from tests.component.archives.conftest import PASSPHRASE, Works, furnish
from tests.component.control_plane.database import content_of
from tests.kit.archives import HOSTILE, Parts, document, one_number_twice, parts_of, zipped
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines


@pytest.fixture
def good(works: Works, owner: Program) -> Parts:
    furnish(owner)
    return parts_of(works.export(passphrase=PASSPHRASE))


@pytest.mark.parametrize("which", ["zip-slip", "dangling"])
def test_a_hostile_archive_is_refused_in_words_and_nothing_is_written(
    works: Works, customers: Customers, engines: Engines, good: Parts, which: str
) -> None:
    make, code = HOSTILE[which]
    elsewhere = works.by(customers.rival_reseller)
    before = {name: rows for name, rows in content_of(engines.database).items() if name != "archive_jobs"}
    told = elsewhere.upload(make(good))
    assert told["state"] == "refused", told
    assert code in {each["code"] for each in told["findings"]}, told["findings"]
    assert all(each["where"] and each["text"].endswith(".") for each in told["findings"])
    brought = elsewhere.bring(company="bluecopy", leave_out_taken=True)
    assert brought["state"] == "refused"
    after = {name: rows for name, rows in content_of(engines.database).items() if name != "archive_jobs"}
    assert after == before


def test_a_dry_run_lists_every_obstacle_at_once_and_writes_nothing(
    works: Works, customers: Customers, engines: Engines, good: Parts
) -> None:
    elsewhere = works.by(customers.rival_reseller)
    assert elsewhere.upload(document(good, one_number_twice))["state"] == "uploaded"
    before = content_of(engines.database).keys()
    told = elsewhere.check(company="bluebell", passphrase="not the right one")
    codes = {each["code"] for each in told["findings"]}
    assert {"company-taken", "number-taken", "wrong-passphrase"} <= codes, told["findings"]
    assert told["state"] == "refused"
    assert content_of(engines.database).keys() == before


def test_what_was_refused_for_its_place_can_be_tried_for_another(
    works: Works, customers: Customers, good: Parts
) -> None:
    elsewhere = works.by(customers.rival_reseller)
    elsewhere.upload(zipped(good))
    assert elsewhere.bring(company="rival")["state"] == "refused"
    assert elsewhere.check(company="bluecopy", leave_out_taken=True)["state"] == "uploaded"
    done = elsewhere.bring(company="bluecopy", leave_out_taken=True)
    assert done["state"] == "done"
    assert elsewhere.program.ask("POST", "/archive-jobs/upload-1/import", {"company": "third"}).code == "not-ready"


def test_an_upload_is_its_senders_alone(works: Works, customers: Customers, good: Parts) -> None:
    works.by(customers.rival_reseller).upload(zipped(good))
    for program in (customers.reseller, customers.operator):
        assert program.ask("GET", "/archive-jobs/upload-1").status == 404
        assert program.ask("PUT", "/archive-jobs/upload-1", b"x").status == 422
    assert customers.owner.ask("PUT", "/archive-jobs/upload-2", b"x").status == 403
    assert customers.nobody.ask("PUT", "/archive-jobs/upload-2", b"x").status == 401


def test_two_imports_of_one_number_do_not_both_win(works: Works, customers: Customers, good: Parts) -> None:
    elsewhere = works.by(customers.rival_reseller)
    new = {"+74951230001": "+74951230042"}
    for number in (1, 2):
        elsewhere.upload(zipped(good), f"upload-{number}")
    assert elsewhere.bring("upload-1", company="first", numbers=new)["state"] == "done"
    second = elsewhere.bring("upload-2", company="second", numbers=new)
    assert "number-taken" in {each["code"] for each in second["findings"]}
    assert elsewhere.program.ask("GET", "/companies/second").status == 404
