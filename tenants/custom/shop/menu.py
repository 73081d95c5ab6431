"""Menus that known customers skip."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.menu import MenuDestination
from tenants.calls.outcome import Reason
from tenants.calls.references import destination_for
from tenants.extend import Fields

DEADLINE: Final = 300
"""Milliseconds that a caller waits at most before the menu begins."""


class LookupFields(Fields):
    """Menus without an address are heard by everybody."""

    lookup: Annotated[str, StringConstraints(pattern=r"^(https?://[^\s]{1,500})?$")] = Field(
        "",
        title="Customer lookup",
        description='Address that is asked who calls. It answers JSON such as {"manager": "101"} within 0.3 s.',
    )


class MenuForStrangers(MenuDestination):
    """Asks the shop's own systems who calls; whoever they do not know in time hears the menu."""

    fields = LookupFields

    async def passed_by(self, call: Call) -> Destination | None:
        address, number = LookupFields.of(self.menu).lookup, call.caller.number
        if not address or not number or call.caller.line is None:
            return None
        found = await call.fetch(address, {"number": number, "dialled": call.dialled}, milliseconds=DEADLINE)
        if found.fields is None:
            call.decide(Decision(Rule.CUSTOM, reason=Reason.FAILED, text=f"customer lookup: {found.why}"))
            return None
        manager = call.company.employees_by_number.get(found.fields.get("manager", ""))
        who = f"known customer, to {manager.name}" if manager is not None else "not a known customer"
        call.decide(Decision(Rule.CUSTOM, "menu", self.menu.id, text=f"{number}: {who}"))
        return destination_for(call.company, manager) if manager is not None else None
