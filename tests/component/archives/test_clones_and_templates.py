"""Companies made from companies: clones, and templates that a reseller or the operator keeps."""

from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.features.lines.models import Line
from tests.component.archives.conftest import Works, furnish
from tests.component.archives.test_round_trip import normal
from tests.kit.customers import Customers, Program


def test_a_clone_says_the_same_with_new_ids_logins_and_passwords(
    works: Works, owner: Program, customers: Customers, ctx: Context, rows: Session
) -> None:
    made = furnish(owner)
    works = works.by(customers.reseller)
    wish = {"company": "daisy", "numbers": {"+74951230001": "+74951230009"}}
    done = works.finish(customers.reseller.post("/companies/bluebell/clone", wish))
    assert done["state"] == "done", done
    assert normal(ctx, "daisy") == normal(ctx, "bluebell")
    told = {each["what"]: each for each in done["told"]}
    assert {"new-password", "new-pin", "password-needed"} <= told.keys()
    login = made["anna"]["phones"][0]["login"]
    assert login not in str(customers.reseller.get("/companies/daisy/document"))
    assert customers.reseller.get("/companies/daisy")["version"] == 1
    assert rows.get(Line, ("daisy", made["line"]["id"])) is None, "nodes know a line by its id alone"
    assert [each.password_box for each in rows.query(Line).filter_by(company_id="daisy")] == [None]


def test_numbers_and_lines_are_left_out_of_a_clone_when_that_is_wished_and_told(
    works: Works, owner: Program, customers: Customers
) -> None:
    furnish(owner)
    works = works.by(customers.reseller)
    wish = {"company": "daisy", "name": "Daisy", "leave_out_taken": True, "leave_out": ["line"]}
    done = works.finish(customers.reseller.post("/companies/bluebell/clone", wish))
    assert done["state"] == "done", done
    gone = {each["object"].partition("/")[0] for each in done["told"] if each["what"] == "left-out"}
    assert {"number", "line", "route"} <= gone, "a route cannot be without its only line"
    assert customers.reseller.get("/companies/daisy/numbers")["items"] == []
    assert customers.reseller.get("/companies/daisy")["name"] == "Daisy"


def test_a_clone_whose_numbers_are_taken_is_refused_and_nothing_is_made(
    works: Works, owner: Program, customers: Customers
) -> None:
    furnish(owner)
    works = works.by(customers.reseller)
    done = works.finish(customers.reseller.post("/companies/bluebell/clone", {"company": "daisy"}))
    assert done["state"] == "refused"
    assert "number-taken" in {each["code"] for each in done["findings"]}
    assert customers.reseller.ask("GET", "/companies/daisy").status == 404


def test_companies_are_made_from_a_part_of_a_company_that_a_reseller_has_kept(
    works: Works, owner: Program, customers: Customers
) -> None:
    furnish(owner)
    works = works.by(customers.reseller)
    wish = {"name": "Hours and rooms", "kinds": ["schedule", "room", "sound", "music"]}
    done = works.finish(customers.reseller.post("/companies/bluebell/template", wish))
    assert done["state"] == "done", done
    (template,) = customers.reseller.get("/templates")["items"]
    assert template["counts"] == {"music": 1, "profile": 1, "room": 1, "schedule": 2, "sound": 1}
    assert template["for_everybody"] is False
    place = f"/templates/{template['id']}/companies"
    for company in ("daisy", "tulip"):
        built = works.finish(customers.reseller.post(place, {"company": company, "name": company.title()}))
        assert built["state"] == "done", built
        (room,) = customers.reseller.get(f"/companies/{company}/rooms")["items"]
        assert room["name"] == "Board"
        assert [each["what"] for each in built["told"]] == ["new-pin"]
    assert customers.rival_reseller.get("/templates")["items"] == []
    assert customers.rival_reseller.ask("POST", place, {"company": "rose"}).status == 404
    customers.reseller.delete(f"/templates/{template['id']}")
    assert customers.reseller.get("/templates")["items"] == []
    assert customers.reseller.get("/companies/daisy")["version"] == 1


def test_the_operators_templates_are_for_everybody_and_theirs_alone_to_remove(
    works: Works, owner: Program, customers: Customers
) -> None:
    furnish(owner)
    operator = works.by(customers.operator)
    assert operator.finish(customers.operator.post("/companies/bluebell/template", {"name": "All"}))["state"] == "done"
    (template,) = customers.rival_reseller.get("/templates")["items"]
    assert template["for_everybody"]
    assert customers.rival_reseller.ask("DELETE", f"/templates/{template['id']}").status == 403
    assert customers.owner.ask("GET", "/templates").status == 403
