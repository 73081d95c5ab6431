"""`python -m deploy peer`: the peer's Asterisk in the foreground; it ends with its keeper."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import asterisk_images
from asterisk_images import bwrap
from deploy import paths
from deploy.errors import Stop
from deploy.instance import Instance
from deploy.peer import config
from deploy.peer.demo import Demo
from deploy.setup import seed

# What a node needs and the peer does not: a database, call logic.
UNUSED = (
    "res_config_sqlite3",
    "res_sorcery_realtime",
    "func_realtime",
    "cel_custom",
    "cel_manager",
    "res_cdrel_custom",
)


class NoImage(Stop):
    """The telephony image has not been built."""

    code = "no-image"


def serve(instance: Instance) -> None:
    """Write the configuration and become the waiting parent of Asterisk; returns when it ends."""
    image = asterisk_images.current(paths.STATE)
    if image is None:
        raise NoImage("There is no telephony image.", "Build it with `./carillon image build`.")
    home = instance.folder / "peer"
    _write(instance, home, image)
    argv = ["/usr/sbin/asterisk", "-f", "-n"]
    line = bwrap.command(image.rootfs, bwrap.asterisk_binds(home), argv, die_with_parent=True)
    child = subprocess.Popen(line, stdin=subprocess.DEVNULL)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: child.terminate())
    child.wait()


def _write(instance: Instance, home: Path, image: asterisk_images.Image) -> None:
    shutil.rmtree(home / "etc", ignore_errors=True)
    shutil.copytree(image.rootfs / "etc/asterisk", home / "etc")
    demo = Demo.read(seed.read(instance))
    modules = [name for name in asterisk_images.modules() if name not in UNUSED]
    realm = instance.settings.get("CARILLON_SIP_REALM", "carillon")
    for name, text in config.files(
        demo, instance.ports, instance["CARILLON_PEER_AMI_PASSWORD"], realm, modules
    ).items():
        file = home / "etc" / name
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
