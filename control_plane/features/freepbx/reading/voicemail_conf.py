"""Mailboxes of voicemail.conf: `box => pin,name,e-mail,pager,option=value|…` under sections of contexts."""

import re
from typing import Final

from control_plane.features.freepbx.reading.modules import NO_BOXES
from control_plane.features.freepbx.reading.source import Source

_SECTION: Final = re.compile(r"\[([^\]]{1,80})\]")
_BOX: Final = re.compile(r"([0-9*#]{1,20})\s*=>?\s*(.*)")
_NAMES: Final = ("pwd", "name", "email", "pager", "options")


def read_voicemail(source: Source, text: str) -> None:
    source.has_voicemail = True
    section = "general"
    for whole in text.splitlines():
        line = whole.partition(";")[0].strip()
        if (opened := _SECTION.match(line)) is not None:
            section = opened[1]
        elif section not in NO_BOXES and (box := _BOX.fullmatch(line)) is not None:
            fields = [part.strip() for part in box[2].split(",", 4)]
            source.add("voicemail", {"mailbox": box[1], **dict(zip(_NAMES, fields, strict=False))})
