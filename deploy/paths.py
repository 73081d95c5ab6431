"""Where things are. All state is below one ignored folder of the repository."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
STATE = REPOSITORY / ".carillon"
UP = STATE / "up"
TEST = STATE / "test"
BUILT = STATE / "built"
VOICE = STATE / "voice"
STATIC = BUILT / "static"
TRANSLATIONS = BUILT / "translations"
FRONTEND = REPOSITORY / "control_plane" / "web" / "frontend"
TRANSLATION_SOURCES = REPOSITORY / "control_plane" / "web" / "translations"
