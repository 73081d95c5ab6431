"""The number that connects the two sides of a trip."""

from dataclasses import replace

from pydantic import Field

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.number import NumberDestination
from tenants.calls.outcome import Outcome
from tenants.calls.outside import OutsideDestination
from tenants.calls.references import destination_for
from tenants.extend import Fields
from tenants.model import Contact, Employee
from tenants.model.fields import EmployeeId


class PassengerFields(Fields):
    """Of a contact. The dispatch system sets and clears it over the API."""

    driver: EmployeeId | None = Field(
        None, title="Driver", description="Of the trip that this passenger is on; empty: no trip."
    )


class TripNumberFields(Fields):
    """Other numbers of the company stay what they are."""

    trips: bool = Field(
        False,
        title="Connects trips",
        description="A passenger who calls reaches their driver, a driver their passenger.",
    )


class TripNumber(NumberDestination):
    """Both sides see this number, whichever of them calls; everybody else goes where the number leads."""

    fields = TripNumberFields

    async def connect(self, call: Call) -> Outcome:
        other = self._other_side(call) if TripNumberFields.of(self.number).trips else None
        if other is None:
            return await super().connect(call)
        before = call.ringing
        call.ringing = replace(before, caller_number=self.number.number, caller_name="")
        outcome = await hand_to(call, other)
        call.ringing = before
        return outcome

    def _other_side(self, call: Call) -> Destination | None:
        """The driver of the passenger who calls, or the passenger of the driver; None: no trip of theirs."""
        company = call.company
        for contact in company.contacts_by_number.get(call.caller.number, ()):
            driver = company.get(Employee, PassengerFields.of(contact).driver)
            if driver is not None:
                call.decide(Decision(Rule.CUSTOM, "employee", driver.id, text=f"a passenger calls {driver.name}"))
                return destination_for(company, driver)
        driver = self._driver(call)
        passenger = self._passenger(call, driver) if driver is not None else None
        if driver is None or passenger is None:
            return None
        call.decide(Decision(Rule.CUSTOM, "contact", passenger.id, text=f"{driver.name} calls the passenger"))
        return OutsideDestination.of(company, passenger.number, driver)

    def _driver(self, call: Call) -> Employee | None:
        """The employee who calls, also from their own mobile."""
        if call.caller.employee is not None:
            return call.caller.employee
        mobiles = (
            employee
            for employee in call.company.all_of(Employee)
            for step in employee.ring_steps
            if step.number == call.caller.number
        )
        return next(mobiles, None) if call.caller.number else None

    def _passenger(self, call: Call, driver: Employee) -> Contact | None:
        on_trip = (each for each in call.company.all_of(Contact) if PassengerFields.of(each).driver == driver.id)
        return min(on_trip, key=lambda each: each.id, default=None)
