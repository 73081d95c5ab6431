"""Work on archives as the API shows and takes it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from control_plane.core.wishes import Wish
from control_plane.features.archives.choices import NewPlace
from control_plane.features.archives.lockbox import SHORTEST
from tenants.model import Kind
from tenants.model.fields import Name

Passphrase = Annotated[
    str | None,
    StringConstraints(min_length=SHORTEST, max_length=200),
    Field(description="Encrypts the passwords in the archive; null: they are not in it, and new ones are made"),
]


class ExportWish(Wish):
    files: Annotated[
        list[Literal["recording", "message", "fax"]], Field(max_length=3, description="Which files go along")
    ] = Field(default_factory=list)
    history: Annotated[bool, Field(description="Versions, audit and calls, to be read and not to be imported")] = False
    passphrase: Passphrase = None


class ImportWish(NewPlace):
    passphrase: Annotated[
        str | None, StringConstraints(max_length=200), Field(description="What the passwords were encrypted with")
    ] = None


class NewTemplate(Wish):
    name: Name
    about: Annotated[str, Field(max_length=500)] = ""
    kinds: Annotated[
        list[Kind] | None, Field(max_length=30, description="Only objects of these kinds; null: the whole company")
    ] = None


class FindingOut(BaseModel):
    code: str
    where: Annotated[str, Field(description="Part and object, and the field in it")]
    text: Annotated[str, Field(description="What is wrong, and what to do")]
    severity: Literal["error", "warning"]


class JobOut(BaseModel):
    id: str
    work: Literal["export", "check", "import", "clone", "template", "build"]
    state: Literal["waiting", "working", "done", "refused", "failed", "uploaded"]
    company: str
    by: str
    created_at: datetime
    expires_at: Annotated[datetime, Field(description="Then the work and its file are forgotten")]
    step: str
    done: int
    total: int
    problem: str
    findings: list[FindingOut]
    outcome: Annotated[dict[str, Any], Field(description="What has come of it, such as company, version and counts")]
    bytes: int
    sha256: str


class ToldOut(BaseModel):
    what: str
    object: str
    name: str
    value: str


class DoneOut(JobOut):
    told: Annotated[list[ToldOut], Field(description="New logins, passwords and PINs, and what was left out")]


class JobPage(BaseModel):
    items: list[JobOut]
    next_cursor: str | None = None


class TemplateOut(BaseModel):
    id: str
    name: str
    about: str
    made_of: str
    made_by: str
    created_at: datetime
    for_everybody: bool
    counts: dict[str, int]


class TemplatePage(BaseModel):
    items: list[TemplateOut]
    next_cursor: str | None
