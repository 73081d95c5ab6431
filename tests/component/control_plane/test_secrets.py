"""Passwords of phones and lines: seen once by whoever asked, and never again by anybody."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.phones.models import Phone
from tests.component.control_plane.database import content_of
from tests.kit.customers import Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"
ANNA = {"name": "Анна", "number": "101"}


def everything_readable(owner: Program) -> str:
    """What all GET routes of the company show."""
    versions = [f"/versions/{v['number']}" for v in owner.get(f"{PLACE}/versions")["items"]]
    lists = ["", "/employees", "/phones", "/numbers", "/lines", "/versions", "/calls", *versions]
    for kind in ("employees", "phones", "lines"):
        lists += [f"/{kind}/{thing['id']}" for thing in owner.get(f"{PLACE}/{kind}")["items"]]
    return "\n".join(owner.ask("GET", PLACE + path).text for path in lists)


def test_phones_password_is_in_the_first_answer_and_can_never_be_read_again(owner: Program) -> None:
    (first,) = owner.post(f"{PLACE}/employees", ANNA)["phones"]
    employee = first["employee_id"]
    second = owner.post(f"{PLACE}/phones", {"employee_id": employee, "label": "Home"})
    renewed = owner.post(f"{PLACE}/phones/{second['id']}/password")
    passwords = {phone["password"] for phone in (first, second, renewed)}
    assert len(passwords) == 3
    assert all(len(password) == 20 for password in passwords)
    readable = everything_readable(owner)
    assert first["login"] in readable
    assert not any(password in readable for password in passwords)
    assert "digest" not in owner.ask("GET", f"{PLACE}/phones/{second['id']}").text


def test_no_table_holds_a_password_that_somebody_could_read(owner: Program, engines: Engines) -> None:
    (phone,) = owner.post(f"{PLACE}/employees", ANNA, Idempotency_Key="once")["phones"]
    renewed = owner.post(f"{PLACE}/phones/{phone['id']}/password", Idempotency_Key="again")
    line = {"name": "City", "host": "sip.example.net", "username": "u", "password": "Provider-Secret-1"}
    made = owner.post(f"{PLACE}/lines", line, Idempotency_Key="line")
    owner.patch(f"{PLACE}/lines/{made['id']}", {"password": "Provider-Secret-2"})
    content = repr(content_of(engines.database))
    assert phone["login"] in content
    for secret in (phone["password"], renewed["password"], "Provider-Secret-1", "Provider-Secret-2"):
        assert secret not in content
        assert secret.encode().hex() not in content


def test_line_password_goes_in_and_never_comes_out(owner: Program) -> None:
    wish = {"name": "City", "host": "sip.example.net", "authentication": "registration", "username": "u"}
    made = owner.ask("POST", f"{PLACE}/lines", wish | {"password": "Provider-Secret-1"})
    assert made.status == 201
    assert "Provider-Secret-1" not in made.text + everything_readable(owner)


def test_digests_are_those_that_phones_compute_themselves(owner: Program, rows: Session) -> None:
    """RFC 7616 §3.4.2: H(username ":" realm ":" password), with SHA-256 and, for old phones, MD5."""
    (phone,) = owner.post(f"{PLACE}/employees", ANNA)["phones"]
    stored = rows.scalars(select(Phone)).one()
    text = f"{phone['login']}:carillon:{phone['password']}".encode()
    assert stored.digest == hashlib.sha256(text).hexdigest()
    assert stored.legacy_digest == hashlib.md5(text).hexdigest()


def test_new_password_makes_the_old_one_worthless(owner: Program, rows: Session) -> None:
    (phone,) = owner.post(f"{PLACE}/employees", ANNA)["phones"]
    renewed = owner.post(f"{PLACE}/phones/{phone['id']}/password")
    assert (renewed["id"], renewed["login"]) == (phone["id"], phone["login"])
    text = f"{renewed['login']}:carillon:{renewed['password']}".encode()
    assert rows.scalars(select(Phone.digest)).one() == hashlib.sha256(text).hexdigest()


def test_password_of_one_phone_cannot_be_put_under_another(owner: Program, rows: Session, engines: Engines) -> None:
    """A box is bound to its owner, so copied rows open nothing."""
    from control_plane.core.secrets_box import SecretsBox, SecretUnreadable

    phones = owner.post(f"{PLACE}/employees", ANNA | {"phones": [{"label": "A"}, {"label": "B"}]})["phones"]
    one, other = (rows.get_one(Phone, ("bluebell", phone["id"])) for phone in phones)
    box = SecretsBox(engines.settings.secrets_key)
    assert box.unlock(one.password_box, f"phone:bluebell:{one.id}") == phones[0]["password"]
    try:
        box.unlock(one.password_box, f"phone:bluebell:{other.id}")
    except SecretUnreadable:
        return
    raise AssertionError("another phone's owner opened the box")
