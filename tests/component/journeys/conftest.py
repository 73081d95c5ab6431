"""Two companies on two nodes, in a transaction that is rolled back after each test."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

import control_plane.tables  # noqa: F401 (foreign keys need every table)
from control_plane.core.tenancy import system_engine
from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.features.nodes.models import Node, Placement
from control_plane.features.phones.models import Phone
from control_plane.settings import Settings
from deploy import environment, setup, test_instances
from tests.unit.journeys.stream import START


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    if test_instances.run_folder() is None:
        pytest.skip("needs a database: run `./carillon test component`")
    made = test_instances.mine()
    setup.run(setup.database(made))
    found = system_engine(Settings.model_validate(environment.of(made, "control_plane")))
    yield found
    found.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection, connection.begin() as everything:
        with Session(connection, join_transaction_mode="create_savepoint") as opened:
            _settle(opened)
            yield opened
        everything.rollback()


def _settle(session: Session) -> None:
    for company, node in (("j-bluebell", "j1"), ("j-rival", "j2")):
        session.add(Company(id=company, name=company, created_at=START))
        session.add(Node(id=node, public_key=node, sip_address="127.0.0.1:5060"))
        session.flush()
        session.add(Placement(company_id=company, node_id=node))
    for employee, name, number in (("anna", "Анна Иванова", "101"), ("boris", "Борис Petrov", "102")):
        session.add(Employee(company_id="j-bluebell", id=employee, name=name, number=number))
    session.flush()
    for login, employee in (("anna-desk", "anna"), ("boris-desk", "boris")):
        phone = Phone(company_id="j-bluebell", id=login, employee_id=employee, label="Desk", login=login)
        phone.password_box, phone.digest, phone.legacy_digest = b"", "", ""
        session.add(phone)
    session.flush()
