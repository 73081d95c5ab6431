"""An import as the API shows it."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from control_plane.features.freepbx.reading.source import Form
from control_plane.features.freepbx.report import Grade, Why
from control_plane.features.phones.schemas import PhoneSecret
from control_plane.features.versions.schemas import ChangeOut
from tenants.model import Kind


class ReportEntry(BaseModel):
    """What became of something. Entries that differ in nothing but the row are one."""

    grade: Annotated[Grade, Field(description="`changed`: taken, but not as it was; `left`: not taken")]
    code: Annotated[Why, Field(description="Why, as a stable code")]
    text: Annotated[str, Field(description="Why, and what to do")]
    table: Annotated[str, Field(description="FreePBX's table, module or file", examples=["ringgroups"])]
    rows: Annotated[list[str], Field(description="Which of its rows, at most 20", examples=[["600"]])]
    count: Annotated[int, Field(description="How many rows there are")]
    field: Annotated[str, Field(description="Which of its columns or settings; empty: the row as a whole")]
    value: Annotated[str, Field(description="What stood there; secrets are not shown")]
    kind: Annotated[Kind | None, Field(description="Of the object that it became")]
    name: Annotated[str, Field(description="Of that object")]


class ImportOut(BaseModel):
    """What would come of the file. Nothing of it is in the company yet."""

    id: Annotated[str, Field(description="For taking it over, within a day")]
    form: Form
    version: Annotated[str, Field(description="Of FreePBX; empty when the file does not say it")]
    taken: Annotated[dict[str, int], Field(description="New objects by kind", examples=[{"employee": 12}])]
    entries: list[ReportEntry]


class ImportedPhone(PhoneSecret):
    """A phone with what it needs to sign in, shown this once."""

    employee: Annotated[str, Field(description="Whose it is", examples=["Anna Bell"])]
    number: Annotated[str, Field(description="Their short number", examples=["101"])]


class ImportedPin(BaseModel):
    """A PIN in the place of one that was easy to guess, shown this once."""

    kind: Literal["room"]
    id: str
    name: str
    pin: str


class TakenOver(BaseModel):
    """What has come of the file: one version of the company."""

    change: ChangeOut
    taken: dict[str, int]
    entries: list[ReportEntry]
    phones: list[ImportedPhone]
    pins: list[ImportedPin]
