"""THE allow-list: the only jobs a node runs. Import this module only after RQ_KEY_PREFIX is set."""

from collections.abc import Callable

from wire.jobs import AllowedJob, allowed_job
from wire.operations import JOB_NAME

Deliver = Callable[..., None]


def node_job(deliver: Deliver) -> type[AllowedJob]:
    """The class for a worker: it runs `deliver(envelope=…)` and nothing else."""
    return allowed_job({JOB_NAME: deliver})
