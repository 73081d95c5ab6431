"""From a reference in a document to the destination that takes the call."""

from tenants.calls.destination import Destination
from tenants.calls.employee import EmployeeDestination
from tenants.model import Company, DestinationKind, Employee
from tenants.model import Destination as Reference


def find(company: Company, reference: Reference | None) -> Destination | None:
    """The destination; None when there is no reference or its object is gone."""
    if reference is None or reference.kind is not DestinationKind.EMPLOYEE:
        return None
    employee = company.get(Employee, reference.id)
    return EmployeeDestination.of(company, employee) if employee else None
