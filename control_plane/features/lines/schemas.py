"""Provider lines as the API shows and takes them; the password goes in and never comes out."""

from typing import Annotated

from pydantic import Field, create_model

from control_plane.features.lines.queries import Working
from control_plane.features.objects.schemas import extended, schemas_of
from tenants.model import Line
from tenants.model.fields import ObjectId

_LINE = schemas_of(Line)
NewLine = extended(
    "NewLine",
    _LINE.new,
    platform_line=(
        Annotated[ObjectId | None, Field(description="Only operators: lend this shared line of another company")],
        None,
    ),
)
LineChange = _LINE.change
LineOut = _LINE.out
LineChanged = _LINE.changed
LineNow = extended(
    "LineNow", _LINE.out, state=(Annotated[Working, Field(description="As the company's nodes see it now")], ...)
)
LinePage = create_model("LinePage", items=(list[LineNow], ...), next_cursor=(str | None, ...))  # type: ignore[valid-type]
