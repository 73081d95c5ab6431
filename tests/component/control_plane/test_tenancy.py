"""Somebody else's company is not there: no route, no method and no role tells it from one that does not exist."""

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.core.policy import UndeclaredRoute, refuse_undeclared
from control_plane.core.roles import PERMISSIONS, Permission, Role
from tests.component.control_plane.database import content_of
from tests.component.control_plane.routes import Route, routes
from tests.kit.customers import PASSWORD, Answer, Customers, Program
from tests.kit.engines import Engines

WITHOUT_BODY = ("GET", "HEAD", "OPTIONS", "DELETE")


def ask(program: Program, route: Route) -> Answer:
    return program.ask(route.method, route.path.removeprefix("/api/v1"), None if route.method in WITHOUT_BODY else {})


def of_companies(app: APIFlask, company: str) -> list[Route]:
    return [route for route in routes(app, company) if f"/{company}" in route.path and route.for_programs]


def test_the_generated_list_holds_what_we_think_it_does(app: APIFlask) -> None:
    found = {(route.method, route.path) for route in of_companies(app, "rival")}
    assert ("DELETE", "/api/v1/companies/rival/employees/nobody") in found
    assert ("GET", "/api/v1/companies/rival/versions/1") in found
    assert len(found) > 50


@pytest.mark.parametrize("who", ["owner", "reseller"])
def test_foreign_company_answers_like_a_missing_one_on_every_route(
    customers: Customers, app: APIFlask, engines: Engines, who: str
) -> None:
    customers.rival_owner.post("/companies/rival/employees", {"name": "Secret", "number": "101"})
    before = content_of(engines.database)
    program = getattr(customers, who)
    for foreign, missing in zip(of_companies(app, "rival"), of_companies(app, "nosuch"), strict=True):
        theirs, nobodys = ask(program, foreign), ask(program, missing)
        assert theirs.status == nobodys.status == 404, (foreign, theirs)
        assert theirs.text.replace("rival", "nosuch") == nobodys.text
        same = ("Content-Type", "Cache-Control", "Vary")
        assert [theirs.headers.get(name) for name in same] == [nobodys.headers.get(name) for name in same]
    assert content_of(engines.database) == before


@pytest.mark.timeout(300)
def test_missing_company_is_missing_for_the_operator_too(customers: Customers, app: APIFlask) -> None:
    for company in ("nosuch", "%00", "a%00b", "%ff", "%ed%a0%80", "x" * 5000, "..%2f..", "%F0%9F%94%94"):
        for route in of_companies(app, "rival"):
            place = Route(route.method, route.path.replace("rival", company, 1), None, True)
            assert ask(customers.operator, place).status == 404, place


def test_foreign_objects_cannot_be_reached_through_the_own_company(customers: Customers) -> None:
    theirs = customers.rival_owner.post("/companies/rival/employees", {"name": "Secret", "number": "101"})
    phone = theirs["phones"][0]["id"]
    place = "/companies/bluebell"
    for method, path in (
        ("GET", f"/employees/{theirs['id']}"),
        ("DELETE", f"/employees/{theirs['id']}"),
        ("GET", f"/phones/{phone}"),
        ("POST", f"/phones/{phone}/password"),
        ("DELETE", f"/phones/{phone}"),
    ):
        assert customers.owner.ask(method, place + path).status == 404
    for path, wish in (
        ("/phones", {"employee_id": theirs["id"]}),
        ("/numbers", {"number": "+74951230001", "destination": {"kind": "employee", "id": theirs["id"]}}),
    ):
        assert customers.owner.ask("POST", place + path, wish).status in (404, 422)
    assert customers.owner.get(f"{place}/numbers")["items"] == []


def test_lists_show_the_own_companies_only(customers: Customers) -> None:
    def seen(program: Program) -> list[str]:
        return [company["id"] for company in program.get("/companies")["items"]]

    assert seen(customers.owner) == seen(customers.reseller) == ["bluebell"]
    assert seen(customers.rival_reseller) == ["rival"]
    assert seen(customers.operator) == ["bluebell", "rival"]


def test_without_a_good_token_every_route_of_the_api_answers_401(customers: Customers, app: APIFlask) -> None:
    tokens = ("", "crl_guessed", "x" * 5000, "crl_\u00e9", customers.owner.token[:-1])
    strangers = [Program(app, token) for token in tokens]
    for route in routes(app, "bluebell"):
        if route.for_programs and route.permission is not None:
            for stranger in strangers[:2] if route.method == "GET" else strangers[:1]:
                answer = ask(stranger, route)
                assert answer.status == 401, route
                assert route.method == "HEAD" or answer.code == "not-signed-in"
    for stranger in strangers:
        assert stranger.ask("GET", "/companies").status == 401


def test_revoked_token_is_worth_nothing(customers: Customers, engines: Engines) -> None:
    with engines.database.begin() as connection:
        connection.exec_driver_sql("UPDATE api_tokens SET revoked_at = now()")
    assert customers.owner.ask("GET", "/companies").status == 401


def test_role_without_the_permission_gets_403_on_every_such_route(customers: Customers, app: APIFlask) -> None:
    programs = {Role.OWNER: customers.owner, Role.RESELLER: customers.reseller}
    refused = set()
    for route in routes(app, "bluebell"):
        for role, program in programs.items():
            # OPTIONS is asked of an address, not of one of its methods.
            mine = route.permission is None or route.permission in PERMISSIONS[role] or route.method == "OPTIONS"
            # Somebody else's reseller is missing whatever the role; the matrix tries those.
            if route.for_programs and not mine and "/resellers/" not in route.path:
                answer = ask(program, route)
                assert answer.status == 403, (role, route)
                assert route.method == "HEAD" or answer.code == "forbidden"
                refused.add((role, route.permission))
    assert (Role.OWNER, Permission.DELETE_COMPANY) in refused
    assert (Role.RESELLER, Permission.READ_FLEET) in refused


def test_every_page_of_a_foreign_company_is_missing(customers: Customers, app: APIFlask) -> None:
    browser = app.test_client()
    assert sign_in(app, browser).status_code == 303
    pages = [route for route in routes(app, "rival") if not route.for_programs and "/rival" in route.path]
    assert len(pages) > 10
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        for page in pages:
            assert browser.open(page.path, method=page.method).status_code == 404, page
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def sign_in(app: APIFlask, browser: FlaskClient) -> TestResponse:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        return browser.post("/sign-in", data={"login": "vera@example.com", "password": PASSWORD})
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def test_app_with_a_route_that_does_not_say_who_may_use_it_does_not_start(engines: Engines) -> None:
    fresh = create_app(engines.settings)
    fresh.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(UndeclaredRoute, match="forgotten"):
        refuse_undeclared(fresh)
