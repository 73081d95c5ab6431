"""Secrets of an instance, made once by the operating system's generator. There are no defaults."""

import base64
import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def generate(node: str) -> dict[str, str]:
    """Environment variable → secret, for instance.env. The node's own Valkey secret is named after it."""
    control, agent, developer = (Ed25519PrivateKey.generate() for _ in range(3))
    return {
        "CARILLON_SECRET_KEY": secrets.token_urlsafe(48),
        "CARILLON_SECRETS_KEY": _base64(secrets.token_bytes(32)),
        "CARILLON_SIGNING_KEY": _base64(control.private_bytes_raw()),
        "CARILLON_CONTROL_KEY": _base64(control.public_key().public_bytes_raw()),
        "CARILLON_NODE": node,
        "CARILLON_NODE_KEY": _base64(agent.private_bytes_raw()),
        "CARILLON_NODE_PUBLIC_KEY": _base64(agent.public_key().public_bytes_raw()),
        "CARILLON_DEVELOPER_KEY": _base64(developer.private_bytes_raw()),
        "CARILLON_DEVELOPER_KEYS": _base64(developer.public_key().public_bytes_raw()),
        "CARILLON_POSTGRES_ADMIN_PASSWORD": secrets.token_urlsafe(32),
        "CARILLON_POSTGRES_PASSWORD": secrets.token_urlsafe(32),
        "CARILLON_VALKEY_PASSWORD": secrets.token_urlsafe(32),
        "CARILLON_NODE_VALKEY_PASSWORD": secrets.token_urlsafe(32),
        "CARILLON_PEER_AMI_PASSWORD": secrets.token_urlsafe(32),
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
