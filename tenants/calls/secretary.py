"""Boss and secretary: who may reach the boss directly."""

from tenants.calls.call import Call
from tenants.model import Employee


def comes_first(call: Call, boss: Employee) -> Employee | None:
    """The secretary who is rung instead of `boss`; None: this caller gets through.

    Those get through whom the boss let through, the secretary, and whomever the secretary transfers or forwards.
    """
    secretary = call.company.employees.get(boss.secretary or "")
    if secretary is None or secretary.id == boss.id:
        return None
    through = {secretary.id, *boss.let_through}
    own = {each.id for each in (call.caller.employee, call.caller.transferred_by) if each is not None}
    forwarders = {each.id for each in call.forwarded_by}
    return None if own & through or secretary.id in forwarders else secretary
