"""All settings of the control plane in one frozen object, read from the environment once."""

import base64
from functools import partial
from pathlib import Path
from typing import Annotated, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from wire.envelope import key_id, public_key


class SettingsWrong(Exception):
    """The environment does not make a working control plane; each line of the text names one fault and its cure."""


def _key_of_32_bytes(text: str) -> str:
    try:
        length = len(base64.b64decode(text, validate=True))
    except ValueError:
        raise ValueError("is not base64") from None
    if length != 32:
        raise ValueError(f"holds {length} bytes instead of 32")
    return text


Key32 = Annotated[str, AfterValidator(_key_of_32_bytes)]


Secret = partial(Field, repr=False)
"""A setting that holds a secret: a log line or a traceback may show the settings, and must not show this."""


def _keys_of_32_bytes(text: str) -> str:
    for key in text.split():
        _key_of_32_bytes(key)
    return text


class Settings(BaseSettings):
    """Names of variables are the field names in capitals; `CARILLON_` stands before those that are ours alone."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    database_url: Annotated[str, Secret(alias="DATABASE_URL", pattern=r"^postgresql(\+psycopg)?://")]
    """As a role that owns nothing and cannot bypass row security."""
    database_owner_url: Annotated[
        str | None, Secret(alias="CARILLON_DATABASE_OWNER_URL", pattern=r"^postgresql(\+psycopg)?://")
    ] = None
    """As the owner of the tables. For `migrate` alone; no other process needs it, or should have it."""
    redis_url: Annotated[str, Secret(alias="REDIS_URL", pattern=r"^(rediss?|unix)://")]
    secret_key: Annotated[str, Secret(alias="CARILLON_SECRET_KEY", min_length=32)]
    signing_key: Annotated[Key32, Secret(alias="CARILLON_SIGNING_KEY")]
    secrets_key: Annotated[Key32, Secret(alias="CARILLON_SECRETS_KEY")]
    secrets_keys_before: Annotated[
        str, AfterValidator(_keys_of_32_bytes), Secret(alias="CARILLON_SECRETS_KEYS_BEFORE")
    ] = ""
    """Former secrets keys, with spaces between: what was encrypted with them can still be read."""
    developer_keys: Annotated[str, AfterValidator(_keys_of_32_bytes), Field(alias="CARILLON_DEVELOPER_KEYS")] = ""
    """Ed25519 public keys (base64) of the developers whose bundles are taken, with spaces between."""
    public_url: Annotated[str, Field(alias="CARILLON_PUBLIC_URL", pattern=r"^https?://")] = "http://127.0.0.1:8080"
    sip_realm: Annotated[str, Field(alias="CARILLON_SIP_REALM", pattern=r"^[a-z0-9.-]{1,64}$")] = "carillon"
    static: Annotated[Path, Field(alias="CARILLON_STATIC")] = Path(".carillon/built/static")
    translations: Annotated[Path, Field(alias="CARILLON_TRANSLATIONS")] = Path(".carillon/built/translations")
    files: Annotated[Path, Field(alias="CARILLON_FILES")] = Path(".carillon/up/files")
    s3_endpoint_url: Annotated[str | None, Field(alias="S3_ENDPOINT_URL", pattern=r"^https?://")] = None
    s3_bucket: Annotated[str | None, Field(alias="S3_BUCKET", pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")] = None
    s3_access_key_id: Annotated[str | None, Secret(alias="S3_ACCESS_KEY_ID")] = None
    s3_secret_access_key: Annotated[str | None, Secret(alias="S3_SECRET_ACCESS_KEY")] = None
    s3_region: Annotated[str, Field(alias="S3_REGION")] = "us-east-1"
    smtp_url: Annotated[str | None, Secret(alias="CARILLON_SMTP_URL", pattern=r"^smtps?://[^\s]+$")] = None
    """`smtp://user:password@host:port` (STARTTLS where the server offers it) or `smtps://…`; None: mails wait."""
    mail_from: Annotated[str, Field(alias="CARILLON_MAIL_FROM", pattern=r"^[^@\s<>]{1,64}@[A-Za-z0-9.-]{1,190}$")] = (
        "carillon@localhost.localdomain"
    )
    private_webhooks: Annotated[bool, Field(alias="CARILLON_PRIVATE_WEBHOOKS")] = False
    """Whether webhooks may go to addresses inside our own network, and over http. For developers and tests alone."""
    listener_seconds: Annotated[int, Field(alias="CARILLON_LISTENER_SECONDS", ge=2, le=300)] = 30
    """How long a listener or webhook may take for one event."""
    session_cookie_secure: Annotated[bool, Field(alias="CARILLON_SESSION_COOKIE_SECURE")] = True
    session_hours: Annotated[int, Field(alias="CARILLON_SESSION_HOURS", ge=1, le=720)] = 12

    @property
    def sqlalchemy_url(self) -> str:
        """The address in the form that SQLAlchemy wants, with the psycopg 3 driver."""
        return _with_driver(self.database_url)

    @property
    def owner_url(self) -> str:
        """The owner's address in the same form; without one of its own, the application's."""
        return _with_driver(self.database_owner_url or self.database_url)

    @property
    def psycopg_url(self) -> str:
        """The same for psycopg itself, which does not know SQLAlchemy's driver suffix."""
        return self.sqlalchemy_url.replace("postgresql+psycopg://", "postgresql://", 1)

    @property
    def older_secrets_keys(self) -> tuple[str, ...]:
        return tuple(self.secrets_keys_before.split())

    @property
    def bundle_keys(self) -> dict[str, Ed25519PublicKey]:
        """The developers' keys by key id."""
        return {key_id(key): key for key in map(public_key, self.developer_keys.split())}

    @classmethod
    def load(cls) -> Self:
        """From the environment. Raises SettingsWrong."""
        try:
            return cls()
        except ValidationError as problem:
            raise SettingsWrong("\n".join(_sentences(problem))) from None


def _with_driver(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme == "postgresql" else address


def _sentences(problem: ValidationError) -> list[str]:
    sentences = []
    for fault in problem.errors(include_input=False, include_url=False):
        name = str(fault["loc"][0])
        if fault["type"] == "missing":
            sentences.append(f"{name} is not set; `./carillon up` generates it, elsewhere set it in the environment.")
        else:
            sentences.append(f"{name}: {fault['msg']}; correct it in the environment.")
    return sentences
