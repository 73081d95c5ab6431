"""The producer's side of a node's own queue: every key starts with the node's prefix, nothing is ever read back.

RQ reads its prefix from the environment at import, so a producer for many nodes sets the class attributes per node.
Registries keep RQ's constant prefix and are not used: what a node wrote is never loaded here (see SECURITY.md).
"""

from functools import cache

from redis import Redis
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

QUEUE = "jobs"
WAITS_SECONDS = 180
"""A job that was not fetched is sent again after a minute at most; so a node that is away for days fills no memory."""


def key_prefix(node_id: str) -> str:
    return f"rqn:{node_id}"


@cache
def _classes(node_id: str) -> tuple[type[Job], type[Queue]]:
    prefix = key_prefix(node_id)
    job = type("NodeJob", (Job,), {"redis_job_namespace_prefix": f"{prefix}:job:"})
    queue = type(
        "NodeQueue",
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
    job_class, queue_class = _classes(node_id)
    queue = queue_class(QUEUE, connection=connection, serializer=JSONSerializer, job_class=job_class)
    queue.enqueue_call(
        name, kwargs=arguments, job_id=job_id, result_ttl=0, failure_ttl=3600, ttl=WAITS_SECONDS, timeout=60
    )
