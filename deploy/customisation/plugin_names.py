"""Names of what the command tells its plugin of pytest."""

from typing import Final

FOLDER: Final = "CARILLON_CUSTOMISATION"
"""The folder under test."""
EVERYBODY: Final = "CARILLON_CUSTOMISATION_SERVES_EVERYBODY"
"""Not empty: companies without a customisation have this one."""
RESULT: Final = "CARILLON_CUSTOMISATION_RESULT"
"""Where the counts are to be written."""
