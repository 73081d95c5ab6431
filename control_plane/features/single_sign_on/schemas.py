"""Identity providers as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from control_plane.core.wishes import Wish
from tenants.model.fields import Name

Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=500, pattern=r"^https?://\S+$")]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class ProviderWish(Wish):
    name: Annotated[Name, Field(description="What the button of the sign-in page says", examples=["Bluebell AD"])]
    issuer: Annotated[Url, Field(description="As the provider writes it", examples=["https://login.example.com"])]
    client_id: Short
    client_secret: Annotated[Short | None, Field(description="Never shown again; null: the former one stays")] = None


class ProviderOut(BaseModel):
    id: str
    name: str
    issuer: str
    client_id: str
    created_at: datetime
    sign_in_url: Annotated[str, Field(description="Where its people sign in; to be linked from their own pages")]
    callback_url: Annotated[str, Field(description="What the provider has to allow as redirect address")]
