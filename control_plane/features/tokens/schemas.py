"""Tokens as the API shows and takes them."""

from datetime import datetime
from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from control_plane.core.scopes import Scope
from control_plane.core.wishes import Wish
from tenants.model.fields import Name

MOST_NETWORKS = 20


def _network(text: str) -> str:
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError:
        raise ValueError("is no address and no network; write 203.0.113.7 or 203.0.113.0/24") from None


Network = Annotated[str, Field(max_length=50, examples=["203.0.113.0/24"]), AfterValidator(_network)]


class NewToken(Wish):
    label: Annotated[Name, Field(description="What it is for", examples=["CRM"])]
    scopes: Annotated[list[Scope], Field(min_length=1, description="What it may do of all that you may")]
    expires_at: Annotated[AwareDatetime | None, Field(description="null: good until it is revoked")] = None
    networks: Annotated[
        list[Network] | None,
        Field(min_length=1, max_length=MOST_NETWORKS, description="Where it may come from; null: from everywhere"),
    ] = None


class TokenOut(BaseModel):
    id: str
    label: str
    scopes: Annotated[list[Scope] | None, Field(description="null: whatever its person may")]
    networks: list[str] | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: Annotated[datetime | None, Field(description="Noted once a minute at most")]
    last_address: str


class TokenMade(TokenOut):
    token: Annotated[str, Field(description="Shown now and never again", examples=["crl_…"])]


class TokenPage(BaseModel):
    items: list[TokenOut]
    next_cursor: str | None


class MyCompany(BaseModel):
    id: str
    employee_id: Annotated[str | None, Field(description="The employee you are there")]


class Me(BaseModel):
    """Who asks, and what this token is good for."""

    id: str
    name: str
    role: str
    reseller_id: str | None
    permissions: Annotated[list[str], Field(description="Of the role, as far as the token's scopes leave them")]
    scopes: Annotated[list[Scope] | None, Field(description="null: whatever the role may")]
    companies: Annotated[list[MyCompany] | None, Field(description="null: all; see /companies")]
