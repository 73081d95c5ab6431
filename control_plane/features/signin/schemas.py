"""The journal of the door as the API shows it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.paging import PageQuery
from control_plane.features.signin.models import Happening


class SignInQuery(PageQuery):
    what: Annotated[Happening | None, Field(description="Of this kind only")] = None


class SignInOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    at: datetime
    what: Happening
    user_id: str | None
    login: Annotated[str, Field(description="Empty: nobody has the login that was tried; which it was is not kept")]
    address: str
    device: Annotated[str, Field(description="What the browser calls itself")]
    note: Annotated[str, Field(description="How somebody came in, or what more there is to say")]


class SignInPage(BaseModel):
    items: list[SignInOut]
    next_cursor: str | None
