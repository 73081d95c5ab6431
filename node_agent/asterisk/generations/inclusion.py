"""A file of dialplan beside the product's own, which it leaves as it is."""

from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.config.write import write_private


def include(places: Places, name: str, text: str) -> None:
    """Put `text` where Asterisk finds it and have extensions.conf name it; until it is next read nothing changes."""
    write_private(places.etc / name, text)
    path = places.etc / "extensions.conf"
    line = f"#include {name}"
    if line not in (main := path.read_text()).splitlines():
        write_private(path, f"{main}\n{line}\n")
