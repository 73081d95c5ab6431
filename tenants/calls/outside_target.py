"""A number outside that rings together with phones."""

from tenants.calls.call import Call, Target
from tenants.model import Employee


def outside_targets(call: Call, number: str, *, on_behalf_of: Employee, after: int, confirm: bool) -> list[Target]:
    """Over the first line that is not switched off; nothing without one."""
    for _, line in sorted(call.company.lines.items()):
        if not line.disabled:
            shown = on_behalf_of.outside_number or line.caller_number
            return [Target(line=line, number=number, shown=shown, after=after, confirm=confirm)]
    return []
