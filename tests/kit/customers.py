"""Two companies of two resellers, the people who look after them, and their programs: everything over the API."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from apiflask import APIFlask
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import new_id
from control_plane.core.roles import Role
from control_plane.features.access.models import Membership, Reseller, User
from control_plane.features.access.passwords import hash_password
from control_plane.features.access.service import create_token
from control_plane.features.nodes.service import enrol
from tests.kit.engines import Engines

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Answer:
    """What came back; `json` is None when the answer is no JSON."""

    status: int
    json: Any
    text: str
    headers: Headers

    @classmethod
    def of(cls, response: TestResponse) -> Answer:
        """Of a stream, which does not end by itself, the first piece."""
        if response.mimetype == "text/event-stream":
            first = next(response.iter_encoded(), b"").decode()
            response.close()
            return cls(response.status_code, None, first, response.headers)
        # A spreadsheet is no text; whoever looks into it asks the client itself.
        text = response.get_data().decode(errors="replace")
        return cls(response.status_code, response.get_json(silent=True), text, response.headers)

    @property
    def code(self) -> str:
        """The stable code of a refusal."""
        assert self.headers["Content-Type"] == "application/problem+json", self.text
        assert set(self.json) - {"errors"} == {"type", "title", "status", "code", "detail"}
        assert self.json["status"] == self.status
        return str(self.json["code"])

    @property
    def fields(self) -> set[str]:
        """The fields that a refusal names."""
        return {fault["field"] for fault in self.json.get("errors", ())}


@dataclass(frozen=True)
class Program:
    """A program with a token. Its requests may come from any thread."""

    app: APIFlask
    token: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Whatever the API answers. `body` becomes JSON; bytes are sent as they are."""
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        content: dict[str, Any] = {"data": body, "content_type": "application/json"}
        if not isinstance(body, bytes):
            content = {} if body is None else {"json": body}
        return Answer.of(self.app.test_client().open(f"/api/v1{path}", method=method, headers=sent, **content))

    def get(self, path: str) -> Any:
        """The parsed answer of a request that must succeed."""
        return self._good(self.ask("GET", path))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._good(self.ask("POST", path, body, **headers))

    def patch(self, path: str, body: Any) -> Any:
        return self._good(self.ask("PATCH", path, body))

    def delete(self, path: str) -> Any:
        return self._good(self.ask("DELETE", path))

    @staticmethod
    def _good(answer: Answer) -> Any:
        assert answer.status < 300, f"{answer.status} {answer.text}"
        return answer.json


@dataclass(frozen=True)
class Customers:
    """`bluebell` belongs to reseller Acme and to its owner Vera; `rival` to others."""

    operator: Program
    reseller: Program
    owner: Program
    rival_reseller: Program
    rival_owner: Program
    developer: Program
    """Writes code for `bluebell`."""

    @property
    def nobody(self) -> Program:
        """A program without a token."""
        return Program(self.operator.app, "")


def settle(app: APIFlask, engines: Engines) -> Customers:
    """Node `n1`, people with the password `PASSWORD`, and the two companies at version 1."""
    with Session(engines.database) as session, session.begin():
        ctx = Context(session, SYSTEM, engines.settings)
        enrol(ctx, "n1", engines.instance["CARILLON_NODE_PUBLIC_KEY"], "127.0.0.1:5060")
        session.add_all([Reseller(id="acme", name="Acme"), Reseller(id="other", name="Other")])
        session.flush()
        people = {
            "operator": person("operator", Role.OPERATOR),
            "reseller": person("reseller", Role.RESELLER, "acme"),
            "owner": person("vera", Role.OWNER),
            "rival_reseller": person("rival-reseller", Role.RESELLER, "other"),
            "rival_owner": person("rival", Role.OWNER),
            "developer": person("dora", Role.DEVELOPER),
        }
        session.add_all(people.values())
        session.flush()
        programs = {
            name: Program(app, create_token(session, user, "tests", now=now())) for name, user in people.items()
        }
        members = (("bluebell", "owner"), ("bluebell", "developer"), ("rival", "rival_owner"))
        memberships = [(people[name].id, company) for company, name in members]
    customers = Customers(**programs)
    customers.reseller.post("/companies", {"id": "bluebell", "name": "Колокольчик / Bluebell"})
    customers.rival_reseller.post("/companies", {"id": "rival", "name": "Rival"})
    with Session(engines.database) as session, session.begin():
        session.add_all([Membership(user_id=user, company_id=company) for user, company in memberships])
    return customers


def person(name: str, role: Role, reseller: str | None = None) -> User:
    """Signs in as `<name>@example.com` with `PASSWORD`."""
    return User(
        id=new_id(),
        login=f"{name}@example.com",
        name=name.title(),
        role=role,
        password_hash=_hash(),
        reseller_id=reseller,
        language=None,
    )


@cache
def _hash() -> str:
    # 33 ms each: the same for everybody in the tests.
    return hash_password(PASSWORD)
