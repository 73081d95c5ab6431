"""The company itself."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tenants.model.custom import Customisable, Customised
from tenants.model.fields import Language, MusicId, Name, ObjectId, PermissionId


class Profile(Customisable):
    """Exactly one per document, its id is the company's id. Limits: 0 is none."""

    id: ObjectId
    name: Name
    language: Language = "en"
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "RU"
    """ISO 3166 code; numbers that are dialled without country code are read as this country's."""
    time_zone: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")] = "UTC"
    area_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}$")] | None = None
    """Numbers of this area are local calls, and may be dialled without it."""
    outside_prefix: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}$")] | None = None
    """Dialled before numbers outside, such as `9`; None: short numbers and outside numbers are told apart by length."""
    permission: PermissionId | None = None
    """The permission class of everybody without one; None: local, national, mobile and toll-free."""
    music: MusicId | None = None
    recording_notice: bool = True
    """Callers from outside hear that the call is recorded."""
    recording_days: Annotated[int, Field(ge=0, le=3650)] = 90
    """Recordings are deleted after so many days; 0: never."""
    calls_at_once: Annotated[int, Field(ge=0, le=10_000)] = 0
    """Outside calls, both directions."""
    calls_per_minute: Annotated[int, Field(ge=0, le=10_000)] = 0
    """New calls outside."""
    money_per_day: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    """What calls outside may cost in a day, in ten-thousandths of the currency unit, by the rate tables."""
    customisation: Customised | None = None
    """Whose descendants answer for the originals in this company; None: nobody's."""
