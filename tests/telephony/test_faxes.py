"""A fax that comes in goes out by e-mail: a real machine's page, the real Asterisk, a real mail server."""

import sqlite3
from contextlib import closing

import pytest

from node_agent.asterisk.config.inputs import Places
from tests.kit.fax import send_fax
from tests.kit.office import Office, rules
from tests.kit.phones import Talk
from tests.kit.stack import Stack

SENDER = "+74995550101"


@pytest.mark.parametrize(("t38", "how"), [("yes", "T.38"), ("no", "G.711")], ids=["T.38", "in-band"])
def test_fax_comes_by_mail_as_a_pdf(founded: Office, stack: Stack, t38: str, how: str) -> None:
    # Not `firm`: what a fax machine sends cannot be told again by the simulator.
    firm = founded
    assert firm.provider is not None
    recipient = f"fax-{t38}@firm.example"
    fax = firm.make("fax-boxes", name="Office fax", email=recipient)
    number = firm.public(destination={"kind": "fax", "id": fax})
    ports = stack.instance.ports
    line = firm.make("lines", name="To ourselves", host="127.0.0.1", port=ports.sip, caller_number=SENDER)
    with closing(sqlite3.connect(Places(stack.node_state).realtime)) as database, database:
        database.execute("UPDATE ps_endpoints SET t38_udptl = ? WHERE id = ?", (t38, f"line-{line}"))
    began = Talk(firm.provider)

    send_fax(stack.node_state, ports.ami, line, number)
    firm.phones.wait_for(lambda: how in stack.console("fax show sessions"), 20, f"the fax to be sent by {how}")
    journey = firm.journey(began, 90, dialled=number)

    assert (journey["result"], journey["direction"]) == ("message", "incoming")
    assert "fax" in rules(journey)
    (pdf,) = stack.post_office.mail_to(recipient).iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content().startswith(b"%PDF")
    (received,) = [row for row in firm.api.ask("GET", "/received-faxes")["items"] if row["fax"] == fax]
    assert received["pages"] == 1
    assert received["bytes"] == len(pdf.get_content())
    firm.api.change("DELETE", f"/lines/{line}")
