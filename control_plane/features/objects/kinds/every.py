"""All kinds that this feature serves."""

from typing import Final

from control_plane.features.objects.kind import ObjectKind
from control_plane.features.objects.kinds.announcements import ANNOUNCEMENTS
from control_plane.features.objects.kinds.call_path import CALL_PATH
from control_plane.features.objects.kinds.caller_rule import CALLER_RULE
from control_plane.features.objects.kinds.directory import DIRECTORY
from control_plane.features.objects.kinds.fax import FAX
from control_plane.features.objects.kinds.mailbox import MAILBOX
from control_plane.features.objects.kinds.meeting_room import MEETING_ROOM
from control_plane.features.objects.kinds.menu import MENU
from control_plane.features.objects.kinds.opening_hours import OPENING_HOURS
from control_plane.features.objects.kinds.parking import PARKING
from control_plane.features.objects.kinds.permission import PERMISSION
from control_plane.features.objects.kinds.route import RATE_TABLE, ROUTE
from control_plane.features.objects.kinds.short_code import SHORT_CODE
from control_plane.features.objects.kinds.sound import MUSIC, SOUND
from control_plane.features.objects.kinds.team import TEAM
from control_plane.features.objects.kinds.waiting_line import WAITING_LINE

KINDS: Final[tuple[ObjectKind, ...]] = (
    TEAM,
    WAITING_LINE,
    MENU,
    CALL_PATH,
    OPENING_HOURS,
    CALLER_RULE,
    MEETING_ROOM,
    PARKING,
    ANNOUNCEMENTS,
    FAX,
    MAILBOX,
    DIRECTORY,
    SOUND,
    MUSIC,
    ROUTE,
    RATE_TABLE,
    PERMISSION,
    SHORT_CODE,
)
