"""What calls of these tests find on their node."""

from pathlib import Path

from node_agent.asterisk.media import MediaFolders
from node_agent.calls.services import Services


def services(folder: Path) -> Services:
    return Services(MediaFolders.below(folder / "node"))
