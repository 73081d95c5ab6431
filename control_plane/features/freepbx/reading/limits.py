"""How much a file may be and may become: a small archive must not fill memory or time."""

from typing import Final

UPLOAD_MAX: Final = 512 * 1024 * 1024
"""Of what is uploaded; a backup with recordings and music is large."""
SQL_MAX: Final = 192 * 1024 * 1024
"""Of one dump, unpacked."""
JSON_MAX: Final = 128 * 1024 * 1024
"""Of one module's data."""
TEXT_MAX: Final = 384 * 1024 * 1024
"""Of all dumps and data together."""
UNPACKED_MAX: Final = 2 * 1024 * 1024 * 1024
"""Of a whole archive, also of what is skipped."""
MEMBERS_MAX: Final = 200_000
SOUND_MAX: Final = 50 * 1024 * 1024
SOUNDS_MAX: Final = 1024 * 1024 * 1024
ROWS_MAX: Final = 2_000_000
"""Of the tables that are read."""
DEPTH_MAX: Final = 20
"""Of arrays inside arrays."""
