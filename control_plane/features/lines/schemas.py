"""Provider lines as the API shows and takes them; the password goes in and never comes out."""

from typing import Annotated

from pydantic import Field, create_model

from control_plane.features.lines.queries import Working
from control_plane.features.objects.schemas import extended, schemas_of
from tenants.model import Line

_LINE = schemas_of(Line)
NewLine = _LINE.new
LineChange = _LINE.change
LineOut = _LINE.out
LineChanged = _LINE.changed
LineNow = extended(
    "LineNow", _LINE.out, state=(Annotated[Working, Field(description="As the company's nodes see it now")], ...)
)
LinePage = create_model("LinePage", items=(list[LineNow], ...), next_cursor=(str | None, ...))  # type: ignore[valid-type]
