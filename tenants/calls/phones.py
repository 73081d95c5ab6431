"""What rings when a person is called: their phones, and numbers outside such as a mobile."""

from tenants.calls.call import Call, Target
from tenants.calls.outside import outside_targets
from tenants.model import Employee, Phone, RingOrder, RingStep


def phones_of(call: Call, employee: Employee) -> tuple[Phone, ...]:
    """All phones of a person."""
    return call.company.phones_by_employee.get(employee.id, ())


def together(call: Call, employee: Employee) -> list[Target]:
    """Everything of the person at once, each from its own second on; their phones when no step names one they have."""
    targets = [target for step in employee.ring_steps for target in step_targets(call, employee, step)]
    return targets or [Target(phone=phone) for phone in phones_of(call, employee)]


def step_targets(call: Call, employee: Employee, step: RingStep) -> list[Target]:
    """What one step rings: nothing when its phone is gone or somebody else's."""
    after = step.after if employee.ring_order is RingOrder.ALL else 0
    if step.number is not None:
        return outside_targets(call, step.number, employee, after=after, confirm=step.confirm)
    return [Target(phone=phone, after=after) for phone in phones_of(call, employee) if phone.id == step.phone]


def seconds_together(employee: Employee) -> int:
    """How long everything rings: as the person wants, and longer for a step that would join after that."""
    late = [step.after + step.seconds for step in employee.ring_steps if step.after >= employee.ring_seconds]
    return max(employee.ring_seconds, *late) if late else employee.ring_seconds
