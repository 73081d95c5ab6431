"""The step that asks a web service."""

from tenants.calls.decision import Decision, Rule
from tenants.calls.flow.walk import Moved, Next, Walk
from tenants.calls.flow.ways import ANSWERED, FAILED
from tenants.model.flow import FetchStep


async def fetch(walk: Walk, step: FetchStep) -> Moved:
    """Never longer than the step's milliseconds. What the answer lacks, the defaults say; other fields are dropped.

    The answer is text that somebody else wrote: it decides branches, and becomes neither a number nor words.
    """
    call = walk.call
    body = {"caller": call.caller.number, "dialled": call.dialled, "variables": dict(walk.variables)}
    fetched = await call.fetch(step.url, body, milliseconds=step.milliseconds)
    answered = fetched.fields or {}
    for variable, value in step.defaults.items():
        walk.set(variable, value)
    for variable in step.variables:
        if (answer := answered.get(variable)) is not None:
            walk.set(variable, str(answer))
    walk.note(step, way=ANSWERED if fetched.fields is not None else FAILED)
    why = "answered" if fetched.fields is not None else fetched.why or "no usable answer"
    call.decide(Decision(Rule.FETCH, "flow", walk.flow.id, text=f"{step.url}: {why}"))
    failed = fetched.fields is None and step.failed is not None
    return Next(step.failed if failed else step.then)
