"""The ways out of a flow's steps, as decisions name them beside the step; a branch also has `case-1`, `case-2`, …"""

from typing import Final

OTHERWISE: Final = "otherwise"
DIGITS: Final = "digits"
SILENCE: Final = "silence"
REACHED: Final = "reached"
NOT_REACHED: Final = "not-reached"
ANSWERED: Final = "answered"
FAILED: Final = "failed"
