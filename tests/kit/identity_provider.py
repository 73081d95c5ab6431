"""An identity provider over real HTTP: discovery, authorisation with PKCE, tokens, keys (OpenID Connect Core 1.0).

It keeps to the protocol, and refuses whoever does not; `claims`, `key` and `answer` let a test make it lie.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, SECRET = "carillon", "s3cret/with:odd characters"


@dataclass
class IdentityProvider:
    """`email` is who is signed in there."""

    email: str = "vera@example.com"
    claims: dict[str, Any] = field(default_factory=dict)
    """What its tokens say beside, or instead of, the truth; None leaves a claim out."""
    algorithm: str = "ES256"
    issuer: str = ""
    secret_in_form: bool = False
    description: dict[str, Any] = field(default_factory=dict)
    """What discovery says beside, or instead of, the truth."""
    given: int = 0
    """How many tokens it has given."""

    def __post_init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
        self.signing_key = self.key
        self._codes: dict[str, dict[str, str]] = {}

    @contextmanager
    def open(self) -> Iterator["IdentityProvider"]:
        """A thread serves it on loopback."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join(10)

    def described(self) -> dict[str, Any]:
        way = "client_secret_post" if self.secret_in_form else "client_secret_basic"
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": [way],
            **self.description,
        }

    def authorise(self, asked: dict[str, str]) -> str:
        """Where the browser goes back to. Raises AssertionError for what the protocol does not allow."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"], "iss": self.issuer})
        return f"{asked['redirect_uri']}?{answer}"

    def token(self, sent: dict[str, str], authorisation: str) -> dict[str, Any]:
        """Raises AssertionError, KeyError."""
        if self.secret_in_form:
            known = (sent["client_id"], sent["client_secret"])
        else:
            pair = base64.b64decode(authorisation.removeprefix("Basic ")).decode().split(":")
            known = (unquote(pair[0]), unquote(pair[1]))
        assert known == (CLIENT, SECRET)
        asked = self._codes.pop(sent["code"])
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        assert _encoded(digest) == asked["code_challenge"]
        assert sent["redirect_uri"] == asked["redirect_uri"]
        assert sent["grant_type"] == "authorization_code"
        self.given += 1
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])}

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        truth = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": self.email,
            "email_verified": True,
        }
        said = {name: value for name, value in (truth | self.claims).items() if value is not None}
        if self.algorithm in {"none", "HS256"}:
            return self._forged(said)
        return jwt.encode({"alg": self.algorithm, "kid": "one"}, said, self.signing_key, algorithms=[self.algorithm])

    def _forged(self, said: dict[str, Any]) -> str:
        """Signed by nobody, or with what everybody knows, taken for a shared secret."""
        parts = (json.dumps({"alg": self.algorithm, "kid": "one"}), json.dumps(said))
        text = ".".join(_encoded(part.encode()) for part in parts)
        known = hmac.new(self.key.as_pem(private=False), text.encode(), hashlib.sha256).digest()
        return f"{text}.{_encoded(known) if self.algorithm == 'HS256' else ''}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _handler(owner: IdentityProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            match parts.path:
                case "/.well-known/openid-configuration":
                    self._answer(200, owner.described())
                case "/keys":
                    self._answer(200, {"keys": [owner.key.as_dict(private=False)]})
                case "/authorize":
                    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                    self.send_response(302)
                    self.send_header("Location", owner.authorise(asked))
                    self.end_headers()
                case _:
                    self._answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            try:
                self._answer(200, owner.token(sent, self.headers.get("Authorization", "")))
            except (AssertionError, KeyError, ValueError):
                self._answer(400, {"error": "invalid_grant"})

        def _answer(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler
