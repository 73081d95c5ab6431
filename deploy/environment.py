"""What a process of an instance finds in its environment: settings of its own part, and nobody else's secrets."""

import os
import sys
from pathlib import Path

import asterisk_images
from deploy import paths
from deploy.engines import roles
from deploy.errors import Stop
from deploy.instance import DEVELOPERS, FOREIGN, FORMER_KEYS, MAIL, STORAGE, Instance
from deploy.ports import LOOPBACK

CUSTOMISATIONS = paths.REPOSITORY / "tenants" / "custom"
# Its own code when it is saved, and a customisation that has just been made.
RELOADING_PORTAL = {"GUNICORN_CMD_ARGS": f"--reload --reload-engine=poll --reload-extra-file={CUSTOMISATIONS}"}


def of(instance: Instance, part: str = "all") -> dict[str, str]:
    """The environment of a process: `part` is "control_plane", "node" or "all".

    A node's processes never see the database or the control plane's keys, and the other way round.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CARILLON_", "S3_"))}
    for name in FOREIGN:
        inherited.pop(name, None)
    both = {
        "TZ": "UTC",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(paths.REPOSITORY),
        "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}",
        "CARILLON_INSTANCE": str(instance.folder),
        "CARILLON_SIP_REALM": instance.settings.get("CARILLON_SIP_REALM", "carillon"),
    }
    parts = {"control_plane": _control_plane(instance), "node": _node(instance)}
    chosen = parts["control_plane"] | parts["node"] if part == "all" else parts[part]
    return inherited | both | chosen


def for_migrations(instance: Instance) -> dict[str, str]:
    """The control plane's, and the address of the database's owner, which no process that stays gets."""
    return of(instance, "control_plane") | {"CARILLON_DATABASE_OWNER_URL": roles.addresses(instance).owner}


def is_for_development(instance: Instance) -> bool:
    """Whether people work on the product beside it; instances of tests end and freeze their processes themselves."""
    return instance.folder == paths.UP


def _control_plane(instance: Instance) -> dict[str, str]:
    ports = instance.ports
    settings = (*STORAGE, *MAIL, *FORMER_KEYS, *DEVELOPERS)
    given = {name: instance[name] for name in settings if name in instance.settings}
    keys = (
        "CARILLON_SECRET_KEY",
        "CARILLON_SECRETS_KEY",
        "CARILLON_SIGNING_KEY",
        "CARILLON_NODE",
        "CARILLON_NODE_PUBLIC_KEY",
    )
    return {name: instance[name] for name in keys} | {
        "DATABASE_URL": roles.addresses(instance).application,
        "REDIS_URL": instance.settings.get("REDIS_URL")
        or f"redis://control-plane:{instance['CARILLON_VALKEY_PASSWORD']}@{LOOPBACK}:{ports.valkey}/0",
        "CARILLON_PORTAL_HOST": LOOPBACK,
        "CARILLON_PORTAL_PORT": str(ports.portal),
        "CARILLON_PUBLIC_URL": instance.portal_url,
        "CARILLON_SESSION_COOKIE_SECURE": "true" if instance.portal_url.startswith("https:") else "false",
        "CARILLON_FILES": str(instance.folder / "files"),
        "CARILLON_STATIC": str(paths.STATIC),
        "CARILLON_TRANSLATIONS": str(paths.TRANSLATIONS),
        "CARILLON_SIP_HOST": LOOPBACK,
        "CARILLON_SIP_PORT": str(ports.sip),
        "CARILLON_PEER_SIP_PORT": str(ports.peer_sip),
        **(RELOADING_PORTAL if is_for_development(instance) else {}),
        **given,
    }


def _node(instance: Instance) -> dict[str, str]:
    ports = instance.ports
    image = asterisk_images.current(paths.STATE)
    keys = ("CARILLON_NODE", "CARILLON_NODE_KEY", "CARILLON_CONTROL_KEY")
    given = [name for name in DEVELOPERS if name in instance.settings]
    return {name: instance[name] for name in (*keys, *given)} | {
        "CARILLON_CONTROL_URL": instance.control_url,
        "CARILLON_NODE_REDIS_URL": _node_redis_url(instance),
        "CARILLON_NODE_STATE": str(instance.folder / "node"),
        "CARILLON_IMAGE": str(image.rootfs) if image else "",
        "CARILLON_VOICE": str(paths.VOICE),
        "CARILLON_SIP_HOST": LOOPBACK,
        "CARILLON_SIP_PORT": str(ports.sip),
        "CARILLON_SIP_TLS_PORT": str(ports.sip_tls),
        "CARILLON_AMI_PORT": str(ports.ami),
        "CARILLON_FASTAGI_PORT": str(ports.fastagi),
        "CARILLON_RTP_START": str(ports.rtp_start),
        "CARILLON_RTP_END": str(ports.rtp_end),
        # This stack is where customisations are developed: saved code serves the next call, unless it is switched off.
        "CARILLON_RELOAD_CUSTOMISATIONS": instance.settings.get("CARILLON_RELOAD_CUSTOMISATIONS", "true"),
        "CARILLON_DEBUGGER": instance.settings.get("CARILLON_DEBUGGER", "true"),
        "CARILLON_RELOAD_CALL_LOGIC": instance.settings.get(
            "CARILLON_RELOAD_CALL_LOGIC", "true" if is_for_development(instance) else "false"
        ),
    }


def _node_redis_url(instance: Instance) -> str:
    if given := instance.settings.get("CARILLON_NODE_REDIS_URL"):
        return given
    if not instance.own_valkey:
        raise Stop(
            "REDIS_URL names a server that is not ours, and CARILLON_NODE_REDIS_URL is missing.",
            f"Make a user for node {instance.node} there (see deploy/engines/acl.py) and give its address.",
        )
    return f"redis://{instance.node}:{instance['CARILLON_NODE_VALKEY_PASSWORD']}@{LOOPBACK}:{instance.ports.valkey}/0"
