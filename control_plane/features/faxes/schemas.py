"""Faxes as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class FaxOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    fax: Annotated[str, Field(description="The fax object that took it: its id")]
    call: str
    at: datetime
    pages: int
    bytes: Annotated[int, Field(description="Of the PDF")]
    number: Annotated[str, Field(description="The sender's, as shown")]


class FaxPage(BaseModel):
    items: list[FaxOut]
    next_cursor: str | None
