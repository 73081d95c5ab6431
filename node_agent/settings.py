"""The node's settings: one frozen value, read once from the environment, every fault a sentence."""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from wire.envelope import key_id, public_key


class BadSettings(ValueError):
    """The environment does not describe a node; the text has one sentence per fault."""

    code = "bad-settings"


def _thirty_two_bytes(text: str) -> str:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is not base64; generate it with `./carillon up` or copy it whole") from None
    if len(raw) != 32:
        raise ValueError(f"must hold 32 bytes, but holds {len(raw)}; copy it whole")
    return text


def _keys(text: str) -> str:
    for key in text.split():
        _thirty_two_bytes(key)
    return text


def _absolute(path: Path) -> Path:
    if not path.is_absolute():
        raise ValueError(f"must be an absolute path, but is {path}")
    return path


Port = Annotated[int, Field(ge=1, le=65535)]
Key = Annotated[str, AfterValidator(_thirty_two_bytes)]
AbsolutePath = Annotated[Path, AfterValidator(_absolute)]
NodeName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]{1,253}$")]


class Settings(BaseModel):
    """Everything that differs from node to node. Field names in capitals with CARILLON_ before are the variables."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    node: NodeName
    node_key: Key = Field(repr=False)
    """Ed25519 seed of this node, base64 of 32 bytes: signs what goes to the control plane."""
    control_key: Key
    """Ed25519 public key of the control plane, base64 of 32 bytes: what is not signed with it is refused."""
    developer_keys: Annotated[str, AfterValidator(_keys)] = ""
    """Ed25519 public keys (base64) of the developers whose code may run here, with spaces between. Without one only
    customisations of the release run."""
    control_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/.*)?$")]
    node_redis_url: Annotated[str, StringConstraints(pattern=r"^(rediss?|unix)://\S+$")] = Field(repr=False)
    node_state: AbsolutePath
    """The node's folder: configuration, facts, sockets, the engine's files."""
    image: AbsolutePath
    """Root file system of the telephony engine."""
    sip_host: Host = "127.0.0.1"
    sip_port: Port = 5060
    sip_tls_port: Port = 5061
    """For provider lines and phones that encrypt."""
    sip_tls_certificate: AbsolutePath | None = None
    """PEM, with the chain; without it the node makes one of its own, which nobody else trusts."""
    sip_tls_key: AbsolutePath | None = None
    sip_tls_authorities: AbsolutePath | None = None
    """PEM: further authorities, beside the public ones, from whom certificates of providers may be."""
    ami_port: Port = 5038
    fastagi_port: Port = 4573
    rtp_start: Port = 16000
    rtp_end: Port = 16999
    voice: AbsolutePath | None = None
    """Where the built-in voice keeps what it has spoken; several nodes of a machine may share it. Unset: node_state."""
    private_web_services: bool = False
    """Whether call flows may ask web services inside our own network. For tests and trusted sites alone."""
    reload_customisations: bool = False
    """Whether customisations of the release that were saved serve the next call, without a restart. For development."""
    debugger: bool = False
    """Whether developers with an operator's permission may stand in a call of this node. For development."""
    reload_call_logic: bool = False
    """Whether call logic that was saved serves the next call, in a process that takes over. For development."""
    sip_realm: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,64}$")] = "carillon"

    @model_validator(mode="after")
    def _ports_make_sense(self) -> Self:
        if self.rtp_end <= self.rtp_start:
            raise ValueError(
                f"CARILLON_RTP_END ({self.rtp_end}) must be above CARILLON_RTP_START ({self.rtp_start}); "
                "a call needs two ports, so leave some hundreds"
            )
        if (self.sip_tls_certificate is None) != (self.sip_tls_key is None):
            raise ValueError(
                "CARILLON_SIP_TLS_CERTIFICATE and CARILLON_SIP_TLS_KEY belong together; give both or none of them"
            )
        if len({self.ami_port, self.fastagi_port}) < 2:
            raise ValueError(f"CARILLON_AMI_PORT and CARILLON_FASTAGI_PORT are both {self.ami_port}; change one")
        return self

    @property
    def bundle_keys(self) -> dict[str, Ed25519PublicKey]:
        """The developers' keys by key id."""
        return {key_id(key): key for key in map(public_key, self.developer_keys.split())}

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings of this process. Raises BadSettings with a sentence per fault."""
        given = {
            name: environment[variable_of(name)]
            for name in cls.model_fields
            if environment.get(variable_of(name), "") != ""
        }
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise BadSettings("\n".join(_sentence(fault) for fault in error.errors(include_input=False))) from None


def variable_of(field: str) -> str:
    """The environment variable of a field."""
    return f"CARILLON_{field.upper()}"


def _sentence(fault: object) -> str:
    assert isinstance(fault, dict)
    where, message = fault["loc"], str(fault["msg"]).removeprefix("Value error, ")
    if not where:
        return f"{message}."
    variable = variable_of(str(where[0]))
    if fault["type"] == "missing":
        return f"{variable} is not set; `./carillon up` writes it to instance.env."
    return f"{variable}: {message[0].lower()}{message[1:]}."
