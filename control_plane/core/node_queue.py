"""The producer's side of a node's own queue, and of ours: every key starts with the owner's prefix, and nothing is ever
read back.

RQ reads its prefix from the environment at import, so a producer for many nodes sets the class attributes per node.
Registries keep RQ's constant prefix and are not used: what a node wrote is never loaded here (see SECURITY.md).
"""

from functools import cache
from typing import Final

from redis import Redis
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

QUEUE = "jobs"
WAITS_SECONDS = 180
"""A job that was not fetched is sent again after a minute at most; so a node that is away for days fills no memory."""


OWN: Final = "rqc:events"
"""The prefix of the control plane's own queue, which nodes cannot reach."""
ARCHIVES: Final = "rqc:archives"
"""The same for long work on archives, which must not stand before events."""


def key_prefix(node_id: str) -> str:
    return f"rqn:{node_id}"


@cache
def _classes(prefix: str) -> tuple[type[Job], type[Queue]]:
    job = type("OwnedJob", (Job,), {"redis_job_namespace_prefix": f"{prefix}:job:"})
    queue = type(
        "OwnedQueue",
        (Queue,),
        {
            "job_class": job,
            "redis_queue_namespace_prefix": f"{prefix}:queue:",
            "redis_queues_keys": f"{prefix}:queues",
        },
    )
    return job, queue


def enqueue(connection: Redis, node_id: str, name: str, arguments: dict[str, str], *, job_id: str) -> None:
    """Put a job for `node_id`. Raises redis.RedisError."""
    _put(connection, key_prefix(node_id), name, arguments, job_id)


def enqueue_own(connection: Redis, name: str, arguments: dict[str, str], *, job_id: str, prefix: str = OWN) -> None:
    """Put a job for the control plane's own workers. Raises redis.RedisError."""
    _put(connection, prefix, name, arguments, job_id)


def _put(connection: Redis, prefix: str, name: str, arguments: dict[str, str], job_id: str) -> None:
    job_class, queue_class = _classes(prefix)
    queue = queue_class(QUEUE, connection=connection, serializer=JSONSerializer, job_class=job_class)
    queue.enqueue_call(
        name, kwargs=arguments, job_id=job_id, result_ttl=0, failure_ttl=3600, ttl=WAITS_SECONDS, timeout=60
    )
