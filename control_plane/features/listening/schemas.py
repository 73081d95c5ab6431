"""Links as the API gives them."""

from datetime import datetime

from pydantic import BaseModel


class LinkOut(BaseModel):
    """An address that a browser or player can open without a token, for a quarter of an hour."""

    url: str
    expires_at: datetime
