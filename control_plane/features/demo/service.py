"""Creates the demo company through the same use cases as everybody else; asked again, it tells the same.

Demo passwords follow from the installation's secret key, so that `./carillon up` can print them each time and nothing
readable is stored.
"""

import base64
import os
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select

from control_plane.core.context import Actor, Context
from control_plane.core.roles import Role
from control_plane.features.access.models import ApiToken, Membership, Reseller, User
from control_plane.features.access.service import TOKEN_PREFIX, create_token, create_user
from control_plane.features.companies.models import Company
from control_plane.features.companies.schemas import NewCompany
from control_plane.features.companies.service import create_company
from control_plane.features.demo.furniture import furnish
from control_plane.features.employees.models import Employee
from control_plane.features.employees.service import hire_employee
from control_plane.features.lines.models import Line
from control_plane.features.lines.service import add_line
from control_plane.features.nodes.service import enrol
from control_plane.features.numbers.service import add_number
from control_plane.features.phones.service import phones_of, read_password

# Passwords here are made from the secret key at run time.
COMPANY = "bluebell"
NUMBER = "+74951230001"
PEOPLE = (
    ("101", "Анна Иванова"),
    ("102", "Борис Смирнов"),
    ("103", "Catherine Bell"),
    ("104", "Дмитрий Орлов"),
    ("105", "Emma Lind"),
)


def seed(ctx: Context) -> dict[str, Any]:
    """Node, reseller, users, company, people, line, number: whatever is missing. Returns logins and passwords."""
    _local_node(ctx)
    if ctx.session.get(Company, COMPANY) is None:
        _company(ctx)
    return {
        "company": COMPANY,
        "owner": _login(ctx, "owner@bluebell.example", "owner"),
        "reseller": _login(ctx, "reseller@carillon.example", "reseller"),
        "operator": _login(ctx, "operator@carillon.example", "operator"),
        "api_token": _token(ctx),
        "phones": _phones(ctx),
        "line": _line(ctx),
        "number": NUMBER,
    }


def _local_node(ctx: Context) -> None:
    address = f"{os.environ.get('CARILLON_SIP_HOST', '127.0.0.1')}:{os.environ.get('CARILLON_SIP_PORT', '5060')}"
    enrol(ctx, os.environ["CARILLON_NODE"], os.environ["CARILLON_NODE_PUBLIC_KEY"], address)


def _company(ctx: Context) -> None:
    session = ctx.session
    session.add(Reseller(id="carillon-demo", name="Carillon Demo Reseller"))
    session.flush()
    password = {role: _password(ctx, role) for role in ("owner", "reseller", "operator")}
    create_user(
        session,
        login="operator@carillon.example",
        name="Оператор / Operator",
        role=Role.OPERATOR,
        password=password["operator"],
    )
    reseller = create_user(
        session,
        login="reseller@carillon.example",
        name="Партнёр / Reseller",
        role=Role.RESELLER,
        password=password["reseller"],
        reseller_id="carillon-demo",
    )
    owner = create_user(
        session,
        login="owner@bluebell.example",
        name="Вера Колокольцева / Vera Bell",
        role=Role.OWNER,
        password=password["owner"],
    )
    actor = Actor(user_id=reseller.id, name=reseller.name, role=Role.RESELLER, reseller_id="carillon-demo")
    selling = replace(ctx, actor=actor)
    wish = NewCompany(id=COMPANY, name="Колокольчик / Bluebell", language="ru", country="RU", time_zone="Europe/Moscow")
    create_company(selling, wish)
    session.add(Membership(user_id=owner.id, company_id=COMPANY))
    _telephony(replace(ctx, actor=Actor(user_id=owner.id, name=owner.name, role=Role.OWNER)))


def _telephony(ctx: Context) -> None:
    people = [hire_employee(ctx, COMPANY, {"name": name, "number": number})[0] for number, name in PEOPLE]
    port = int(os.environ.get("CARILLON_PEER_SIP_PORT", "5070"))
    add_line(ctx, COMPANY, {"name": "Demo provider", "host": "127.0.0.1", "port": port, "caller_number": NUMBER})
    destination = furnish(ctx, COMPANY, people)
    add_number(ctx, COMPANY, {"number": NUMBER, "label": "Главный / Main", "destination": destination})


def _login(ctx: Context, login: str, role: str) -> dict[str, str]:
    return {"login": login, "password": _password(ctx, role)}


def _token(ctx: Context) -> str:
    token = TOKEN_PREFIX + _derived(ctx, "api-token", 32)
    owner = ctx.session.scalar(select(User).where(User.login == "owner@bluebell.example"))
    assert owner is not None
    if not ctx.session.scalar(select(ApiToken.id).where(ApiToken.user_id == owner.id)):
        create_token(ctx.session, owner, "Demo", now=ctx.clock(), token=token)
    return token


def _phones(ctx: Context) -> list[dict[str, str]]:
    statement = select(Employee).where(Employee.company_id == COMPANY).order_by(Employee.number)
    return [
        {
            "employee": employee.name,
            "number": employee.number,
            "login": phone.login,
            "password": read_password(ctx, phone),
        }
        for employee in ctx.session.scalars(statement)
        for phone in phones_of(ctx, COMPANY, employee.id)[:1]
    ]


def _line(ctx: Context) -> dict[str, Any]:
    line = ctx.session.scalar(select(Line).where(Line.company_id == COMPANY).order_by(Line.id))
    if line is None:
        return {}
    return {"id": line.id, "host": line.host, "port": line.port, "username": line.username, "password": None}


def _password(ctx: Context, role: str) -> str:
    return _derived(ctx, f"password:{role}", 9)


def _derived(ctx: Context, label: str, length: int) -> str:
    key = HKDF(SHA256(), length, salt=None, info=f"carillon demo {label}".encode())
    return base64.urlsafe_b64encode(key.derive(ctx.settings.secret_key.encode())).decode().rstrip("=")
