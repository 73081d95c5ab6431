"""Doctors: employees who must not be rung while they see a patient."""

from pydantic import Field

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.employee import EmployeeDestination, InPlaceOf
from tenants.calls.opening_hours import is_open
from tenants.calls.outcome import Outcome
from tenants.extend import Fields
from tenants.model import Employee, Presence, Schedule
from tenants.model.fields import EmployeeId, ScheduleId


class DoctorFields(Fields):
    """Employees without a nurse are called as ever."""

    nurse: EmployeeId | None = Field(None, title="Nurse", description="Takes the doctor's calls during appointments.")
    appointments: ScheduleId | None = Field(
        None,
        title="Appointment hours",
        description="While they are open, the doctor sees patients; also whenever the doctor's presence is “meeting”.",
    )


class Doctor(EmployeeDestination):
    """What the nurse does not take either is left in the doctor's mailbox."""

    fields = DoctorFields

    async def ring_unless_disturbed(self, call: Call) -> Outcome:
        nurse = call.company.get(Employee, DoctorFields.of(self.employee).nurse)
        if nurse is None or not self._in_appointment(call) or self._asks_the_doctor(call, nurse):
            return await super().ring_unless_disturbed(call)
        text = f"{self.employee.name} is in an appointment: {nurse.name} takes the call"
        call.decide(Decision(Rule.CUSTOM, "employee", nurse.id, text=text))
        return await hand_to(call, InPlaceOf(nurse, self.employee))

    def _in_appointment(self, call: Call) -> bool:
        if self.employee.presence is Presence.MEETING:
            return True
        schedule = call.company.get(Schedule, DoctorFields.of(self.employee).appointments)
        return schedule is not None and is_open(call.company, schedule, call.now, call.memory).open

    def _asks_the_doctor(self, call: Call, nurse: Employee) -> bool:
        """The nurse reaches the doctor always."""
        return call.caller.employee is not None and call.caller.employee.id == nurse.id
