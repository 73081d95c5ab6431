"""Steps that leave something behind: a recording, a label, a variable, a language."""

from tenants.calls.errand import Label
from tenants.calls.flow.walk import Moved, Next, Walk
from tenants.calls.recording import consider_recording
from tenants.model import RecordingPolicy
from tenants.model.flow import LabelStep, RecordStep, SetStep


async def record(walk: Walk, step: RecordStep) -> Moved:
    walk.note(step)
    await consider_recording(walk.call, RecordingPolicy.ALWAYS)
    return Next(step.then)


async def label(walk: Walk, step: LabelStep) -> Moved:
    walk.note(step, step.label)
    walk.call.send(Label(step.label))
    return Next(step.then)


async def set_value(walk: Walk, step: SetStep) -> Moved:
    if step.language is not None:
        walk.call.language = step.language
    if step.variable is not None:
        walk.set(step.variable, step.value)
    walk.note(step, ", ".join(filter(None, (step.language, step.variable and f"{step.variable} = {step.value}"))))
    return Next(step.then)
