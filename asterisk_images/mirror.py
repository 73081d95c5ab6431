"""Where Debian packages come from on this machine: its own apt configuration says so, never this repository."""

import re
import subprocess


class NoMirror(Exception):
    """apt names no Debian archive."""

    code = "no-mirror"


def choose(uris: str) -> str:
    """The first address that ends in /debian, from the lines apt printed. Raises NoMirror when there is none."""
    for uri in uris.split():
        if re.search(r"/debian/?$", uri):
            return uri.rstrip("/")
    raise NoMirror("apt on this machine names no Debian archive (an address that ends in /debian) in its sources.")


def find() -> str:
    """Ask apt. Raises NoMirror when apt is missing or names none."""
    try:
        answer = subprocess.run(
            ["apt-get", "indextargets", "--format", "$(REPO_URI)"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoMirror(f"apt cannot be asked for its archive: {error}") from error
    return choose(answer.stdout)
