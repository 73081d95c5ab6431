"""The Job class that cannot be talked into anything: a queue is an untrusted courier, for nodes and for ourselves.

RQ resolves a job's function by import, and its hash also names callbacks, webhooks, repeats and rate limits; JSON does
not change that (tried with rq 3.0). So of a job's hash only the data and the times are read, and the function comes
from a dictionary. Import this module only after RQ_KEY_PREFIX is set.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from rq.exceptions import NoSuchJobError
from rq.job import Job

JobFunction = Callable[..., None]
QUEUE = "jobs"
LONGEST_RUN = 600
"""Seconds; RQ's alarm comes anywhere in the code, so it is for the hopeless case only."""

_READ_FIELDS = ("data", "created_at", "enqueued_at")


class JobRefused(PermissionError):
    """A job that is not on the list, or not of its form."""

    code = "job-refused"


class AllowedJob(Job):
    """A job whose function can only be one of `functions`."""

    functions: Mapping[str, JobFunction] = MappingProxyType({})

    @property
    def func(self) -> JobFunction:
        function = self.functions.get(self.func_name) if isinstance(self.func_name, str) else None
        if function is None or self.instance is not None or self.args:
            raise JobRefused("the job is not on the list of jobs that run here")
        return function

    @property
    def success_callback(self) -> None:
        return None

    @property
    def failure_callback(self) -> None:
        return None

    @property
    def stopped_callback(self) -> None:
        return None

    def restore(self, raw_data: Mapping[Any, Any]) -> None:
        """Read what may be read. Anything malformed counts as no job at all. Raises NoSuchJobError."""
        given = {(k.decode("latin-1") if isinstance(k, bytes) else str(k)): v for k, v in raw_data.items()}
        try:
            super().restore({name: given[name] for name in _READ_FIELDS if name in given})
        except (ValueError, TypeError, AttributeError, KeyError, IndexError) as problem:
            raise NoSuchJobError("malformed job") from problem
        self.origin, self.timeout, self.result_ttl, self.failure_ttl = QUEUE, LONGEST_RUN, 0, 0

    def send_webhooks(self, *_args: Any, **_kwargs: Any) -> None:
        """Never."""


def allowed_job(functions: Mapping[str, JobFunction]) -> type[AllowedJob]:
    """The class for a worker: it runs these functions, with named arguments, and nothing else."""
    return type("ListedJob", (AllowedJob,), {"functions": MappingProxyType(dict(functions))})
