"""OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636); nothing here knows our tables.

Providers are named by customers, so that every request to them goes through `wire.outward`: never inside our network.
"""

import asyncio
import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from wire.outward import Unusable, ask

SECONDS: Final = 5.0
ANSWER_MAX: Final = 256 * 1024
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Public keys alone: with HS256 whoever knows the public key could sign."""
LEEWAY: Final = 60
_DESCRIBED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_FORM: Final = {"content-type": "application/x-www-form-urlencoded"}


class ProviderFails(Exception):
    """The provider did not do what the protocol says; the sentence is for whoever set it up."""


@dataclass(frozen=True)
class Client:
    """What we are to the provider. `private`: it may be inside our own network, and without encryption."""

    issuer: str
    id: str
    secret: str
    callback: str
    private: bool

    @property
    def schemes(self) -> frozenset[str]:
        return frozenset({"http", "https"} if self.private else {"https"})


@dataclass(frozen=True)
class Provider:
    """What discovery told."""

    authorization: str
    token: str
    keys: str
    secret_in_form: bool


def discover(client: Client) -> Provider:
    """Source: OpenID Connect Discovery 1.0 §4. Raises ProviderFails."""
    told = _get(client, f"{client.issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != client.issuer:
        raise ProviderFails(f"it calls itself {str(told.get('issuer'))[:200]!r}; write that as its address")
    ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    missing = [name for name in _DESCRIBED if not isinstance(told.get(name), str)]
    if missing:
        raise ProviderFails(f"its description lacks {', '.join(missing)}")
    authorization, token, keys = (told[name] for name in _DESCRIBED)
    if not authorization.startswith(tuple(f"{scheme}://" for scheme in client.schemes)):
        raise ProviderFails("people would sign in there without encryption")
    return Provider(authorization, token, keys, "client_secret_basic" not in ways)


def way_there(client: Client, provider: Provider, *, state: str, nonce: str, verifier: str) -> str:
    """Where the browser goes to sign in."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": client.callback,
        "scope": "openid email profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{provider.authorization}{'&' if '?' in provider.authorization else '?'}{urlencode(asked)}"


def claims_for(client: Client, code: str, *, verifier: str, nonce: str, now: datetime) -> Mapping[str, Any]:
    """What the provider says of who came back with `code`; signed and checked. Raises ProviderFails."""
    provider = discover(client)
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.callback,
        "code_verifier": verifier,
    }
    headers = dict(_FORM)
    if provider.secret_in_form:
        fields |= {"client_id": client.id, "client_secret": client.secret}
    else:
        # RFC 6749 §2.3.1: both are form-encoded first.
        pair = f"{quote(client.id, safe='')}:{quote(client.secret, safe='')}"
        headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    told = _json(_asked(client, "POST", provider.token, urlencode(fields).encode(), headers))
    token = told.get("id_token")
    if not isinstance(token, str):
        raise ProviderFails("it gave no identity token for the code")
    return _checked(client, token, _get(client, provider.keys), nonce, now)


def _checked(client: Client, token: str, keys: dict[str, Any], nonce: str, now: datetime) -> Mapping[str, Any]:
    """Source: OpenID Connect Core 1.0 §3.1.3.7."""
    usable = [key for key in keys.get("keys", []) if isinstance(key, dict) and key.get("use", "sig") == "sig"]
    registry = JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": client.issuer},
        aud={"essential": True, "value": client.id},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims = jwt.decode(token, KeySet.import_key_set({"keys": usable}), algorithms=ALGORITHMS).claims
        registry.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as problem:
        raise ProviderFails(f"its identity token cannot be accepted ({type(problem).__name__})") from None
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", None if several else client.id) != client.id:
        raise ProviderFails("its identity token is for another program")
    return claims


def _get(client: Client, address: str) -> dict[str, Any]:
    return _json(_asked(client, "GET", address, b"", {}))


def _asked(client: Client, method: str, address: str, content: bytes, headers: dict[str, str]) -> bytes:
    asking = ask(
        method,
        address,
        content,
        seconds=SECONDS,
        answer_max=ANSWER_MAX,
        headers=headers,
        schemes=client.schemes,
        private=client.private,
    )
    try:
        answered = asyncio.run(asking)
    except Unusable as problem:
        raise ProviderFails(str(problem)) from None
    if answered.status != 200 or answered.more:
        raise ProviderFails(f"it answered {answered.status} to {address[:200]}")
    return answered.body


def _json(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ProviderFails("it answered with something that is no JSON object")
    return told
