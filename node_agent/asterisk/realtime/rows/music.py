"""Rows of hold music: Asterisk reads them whenever somebody begins to wait (realtime, mode `playlist`)."""

from node_agent.asterisk.realtime.rows.row import Rows, music_class, sound_path
from tenants.model import Company, Music, Sound


def music_rows(company: Company, music: Music) -> Rows:
    """None while no sound of it is there: Asterisk then plays its own."""
    name = music_class(company.id, music.id)
    sounds = [sound for each in music.sounds if (sound := company.get(Sound, each))]
    if not sounds:
        return {}
    rows: Rows = {("musiconhold", name): {"name": name, "mode": "playlist"}}
    if music.shuffled:
        rows["musiconhold", name] = {**rows["musiconhold", name], "sort": "random"}
    for position, sound in enumerate(sounds):
        # Sorted as text by the driver, so the positions have two digits.
        entry = {"name": name, "position": f"{position:02}", "entry": sound_path(sound.file)}
        rows["musiconhold_entry", f"{name}:{position:02}"] = entry
    return rows
