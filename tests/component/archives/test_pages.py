"""Archives, templates and deletions in the portal."""

import io
import re

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.features.companies.models import Company
from tests.component.archives.conftest import Works, furnish
from tests.component.control_plane.conftest import Portal
from tests.kit.customers import PASSWORD, Customers, Program


def signed_in(app: APIFlask, name: str) -> Portal:
    client = Portal(app, app.response_class)
    assert client.post("/sign-in", data={"login": f"{name}@example.com", "password": PASSWORD}).status_code == 303
    return client


@pytest.fixture
def reseller(app: APIFlask, customers: Customers) -> Portal:
    return signed_in(app, "reseller")


def test_owner_downloads_the_company_and_sees_no_more_than_an_owner_may(
    app: APIFlask, works: Works, owner: Program
) -> None:
    furnish(owner)
    vera = signed_in(app, "vera")
    page = vera.get("/companies/bluebell/archive").text
    assert "Recordings" in page
    assert "Clone the company" not in page
    assert "Delete the company" not in page
    assert vera.post("/companies/bluebell/archive/export", data={"passphrase": "short"}).status_code == 422
    assert vera.post("/companies/bluebell/archive/export", data={"recording": "yes"}).status_code == 303
    works.do()
    (job,) = owner.get("/companies/bluebell/exports")["items"]
    place = f"/companies/bluebell/archive/exports/{job['id']}/do"
    fetched = vera.post(place, data={"what": "fetch"}, follow_redirects=True)
    assert fetched.data.startswith(b"PK")
    assert "bluebell-" in fetched.headers["Content-Disposition"]
    vera.post(place, data={"what": "remove"})
    assert owner.get("/companies/bluebell/exports")["items"] == []


def test_a_reseller_clones_imports_and_builds_companies_on_pages(
    works: Works, reseller: Portal, owner: Program, rows: Session
) -> None:
    furnish(owner)
    assert "clone.company-error" in reseller.post("/companies/bluebell/archive/clone", data={}).text
    sent = reseller.post(
        "/companies/bluebell/archive/clone", data={"clone.company": "daisy", "clone.leave_out_taken": "yes"}
    )
    works.do()
    assert "New password of the phone" in reseller.get(sent.location).text
    archive = works.export()
    file = {"file": (io.BytesIO(archive), "bluebell.zip")}
    uploaded = reseller.post("/import", data=file, content_type="multipart/form-data")
    works.do()
    place = {"company": "rose", "numbers": "", "lines_too": "yes"}
    reseller.post(uploaded.location, data=place | {"what": "check"})
    works.do()
    assert "leave out what is taken" in reseller.get(uploaded.location).text
    reseller.post(uploaded.location, data=place | {"what": "import", "leave_out_taken": "yes"})
    works.do()
    assert "To the new company" in reseller.get(uploaded.location).text
    reseller.post(
        "/companies/bluebell/archive/template", data={"template.name": "Office", "kinds": ["room", "schedule"]}
    )
    works.do()
    link = re.search(r'href="(/templates/[^"]+)"', reseller.get("/templates").text)
    assert link is not None
    built = reseller.post(link[1], data={"company": "tulip", "what": "build"})
    works.do()
    assert "To the new company" in reseller.get(built.location).text
    assert {each.id for each in rows.query(Company)} >= {"daisy", "rose", "tulip"}
    reseller.post(built.location, data={"what": "remove"})
    assert reseller.get(built.location).status_code == 404


def test_only_who_types_its_name_deletes_a_company_and_the_report_is_shown(reseller: Portal, rows: Session) -> None:
    place = "/companies/bluebell/archive/delete"
    assert reseller.post(place, data={"delete.id": "rival"}).status_code == 422
    assert rows.get(Company, "bluebell") is not None
    listing = reseller.post(place, data={"delete.id": "bluebell"}, follow_redirects=True)
    assert "not complete yet" in listing.text
    link = re.search(r'href="(/deletions/[^"]+)"', listing.text)
    assert link is not None
    assert "has not answered yet" in reseller.get(link[1]).text


def test_pages_about_companies_to_be_are_not_for_owners(app: APIFlask, customers: Customers) -> None:
    vera = signed_in(app, "vera")
    for page in ("/import", "/templates", "/deletions"):
        assert vera.get(page).status_code == 403
