"""Who may do what in Valkey: nobody by default, the control plane, and one user per node.

A node's user reaches its own key prefix and nothing else; the list of commands is what RQ 3.0's worker uses.
Source: tried against rq 3.0.0, with no refusal for a worker and a refusal for everything else.
"""

import hashlib

# +client|setinfo: redis-py names itself on connecting, from Valkey 7.2 on.
WORKER_COMMANDS = (
    "+blmove +lmove +lrange +lrem +lpos +rpush +hget +hgetall +hset +hincrby +hincrbyfloat +hexists +exists +expire "
    "+persist +del +set +get +sadd +srem +smembers +scard +watch +unwatch +multi +exec +discard +xadd +zadd +zrange "
    "+zrangebyscore +zrem +zremrangebyscore +zscore +zcard +hello +auth +ping +client|setname +client|info "
    "+client|setinfo +info +subscribe +unsubscribe"
)


def file(control_plane_password: str, nodes: dict[str, str]) -> str:
    """The text of the aclfile. `nodes`: name → password. Passwords are stored as SHA-256."""
    lines = ["user default off", f"user control-plane on #{_hash(control_plane_password)} ~* &* +@all -@admin"]
    return "\n".join([*lines, *(node_user(name, password) for name, password in nodes.items()), ""])


def node_user(name: str, password: str) -> str:
    """The line for one node, also fit for `ACL SETUSER` on a server that is not ours (without the word `user`)."""
    rules = ["user", name, "on", f"#{_hash(password)}", f"~rqn:{name}:*", "resetchannels", f"&rqn:{name}:pubsub:*"]
    return " ".join([*rules, "-@all", WORKER_COMMANDS])


def _hash(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()
