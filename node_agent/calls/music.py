"""Which hold music a call hears."""

from node_agent.asterisk.realtime.rows import music_class as class_of
from tenants.model import Company, Music


def music_class(company: Company, music: Music | None) -> str:
    """As Asterisk knows it; `music` None: the company's, which may be "", Asterisk's own."""
    chosen = music.id if music is not None else company.profile.music
    return class_of(company.id, chosen) if chosen else ""
