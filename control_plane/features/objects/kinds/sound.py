"""Sounds of the company, and hold music made of them."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.formats import span
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Music, Sound


def _length(sound: Sound, _company: Company) -> str:
    return span(sound.seconds) if sound.seconds else ""


def _sounds(music: Music, company: Company) -> str:
    return ", ".join(sound.name for each in music.sounds if (sound := company.get(Sound, each)))


SOUND = ObjectKind(
    cls=Sound,
    plural="sounds",
    icon="soundwave",
    words=Words(
        one=_("Sound"),
        many=_("Sounds"),
        lead=_("Greetings, announcements and pieces of music."),
        add=_("Add sound"),
        none=_("No sounds yet"),
    ),
    about=_length,
    groups=(Group("", (NAME,)),),
    fixed=frozenset({"file", "seconds", "translations"}),
    creates=False,
)
MUSIC = ObjectKind(
    cls=Music,
    plural="music",
    icon="music-note-beamed",
    words=Words(
        one=_("Hold music"),
        many=_("Hold music"),
        lead=_("Sounds that are played one after the other while somebody waits."),
        add=_("Add hold music"),
        none=_("No hold music yet"),
    ),
    about=_sounds,
    groups=(Group("", (NAME, Entry("sounds", _("Sounds"), ordered=True), Entry("shuffled", _("In random order")))),),
)
