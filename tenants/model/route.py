"""Which provider line carries a call outside, and what it costs."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tenants.model.document import Document
from tenants.model.fields import DialPrefix, LineId, Name, NumberPrefix, ObjectId, ScheduleId


class CallType(StrEnum):
    """What kind of number is called, as the numbering plan tells; premium is premium rate and shared cost."""

    LOCAL = "local"
    """A number of the company's own area code."""
    NATIONAL = "national"
    MOBILE = "mobile"
    TOLL_FREE = "toll-free"
    INTERNATIONAL = "international"
    PREMIUM = "premium"


class LineChoice(StrEnum):
    IN_ORDER = "in-order"
    LEAST_COST = "least-cost"
    """By the rates of the lines; lines without a rate for the number come last."""


class Route(Document):
    """An outbound rule. Of those that fit the lowest `position` is used; if none fits, all lines in order."""

    id: ObjectId
    name: Name
    position: Annotated[int, Field(ge=0, le=1000)] = 100
    prefixes: Annotated[tuple[NumberPrefix, ...], Field(max_length=200)] = ()
    """Empty: all numbers."""
    length_min: Annotated[int, Field(ge=0, le=15)] = 0
    length_max: Annotated[int, Field(ge=0, le=15)] = 15
    """Digits after the plus."""
    types: Annotated[tuple[CallType, ...], Field(max_length=6)] = ()
    """Empty: all."""
    hours: ScheduleId | None = None
    """Only while this schedule is open."""
    lines: Annotated[tuple[LineId, ...], Field(min_length=1, max_length=20)]
    choice: LineChoice = LineChoice.IN_ORDER
    strip: Annotated[int, Field(ge=0, le=15)] = 0
    """Digits taken away after the plus before the provider gets the number."""
    prepend: DialPrefix | None = None
    plus: bool = True
    """Whether the provider gets the number with its plus."""


class Rate(Document):
    prefix: NumberPrefix
    per_minute: Annotated[int, Field(ge=0, le=10_000_000)]
    """In ten-thousandths of the company's currency unit."""


class RateTable(Document):
    """What calls over one line cost; the longest prefix wins."""

    id: ObjectId
    name: Name
    line: LineId
    rates: Annotated[tuple[Rate, ...], Field(max_length=20_000)] = ()
