"""PostgreSQL and Valkey from wheels: started and stopped by us, on loopback, each with a password.

`start(instance)` and `stop(instance)` are what the commands and test fixtures use. An engine that DATABASE_URL or
REDIS_URL replaces is neither started nor stopped. Both calls may be repeated.
"""

from deploy.engines import postgres, valkey
from deploy.instance import Instance


def start(instance: Instance) -> None:
    """Start what is not running; returns when both answer. Raises EngineFailed."""
    if instance.own_postgres:
        postgres.start(instance)
    if instance.own_valkey:
        valkey.start(instance)


def stop(instance: Instance) -> None:
    """Stop both cleanly, what is committed stays. Nothing else on the machine is touched."""
    valkey.stop(instance)
    postgres.stop(instance)


def running(instance: Instance) -> bool:
    """True when every engine that is ours runs."""
    return (not instance.own_postgres or postgres.running(instance) is not None) and (
        not instance.own_valkey or valkey.running(instance) is not None
    )
