"""The certificate of encrypted signalling: the operator's, else one that the node makes for itself."""

import datetime as dt
import ipaddress
import socket
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.config.write import write_private
from node_agent.settings import Settings

PUBLIC_AUTHORITIES: Final = "etc/ssl/certs/ca-certificates.crt"
"""In the image: Debian's package ca-certificates."""
YEARS: Final = 10
_DAY: Final = dt.timedelta(days=1)


def provide_certificate(places: Places, settings: Settings) -> None:
    """Put certificate and key where Asterisk reads them when it starts. Raises OSError naming what cannot be read.

    The node's own is kept, so that who once chose to trust it needs not choose again.
    """
    write_private(places.authorities, _authorities(settings))
    given = settings.sip_tls_certificate, settings.sip_tls_key
    if given[0] is not None and given[1] is not None:
        _put(places, given[0].read_text(), given[1].read_text())
        return
    kept = places.state / "sip-own.crt", places.state / "sip-own.key"
    if not all(path.exists() for path in kept):
        for path, text in zip(kept, self_made(settings.sip_host), strict=True):
            write_private(path, text)
    _put(places, kept[0].read_text(), kept[1].read_text())


def _authorities(settings: Settings) -> str:
    """The public ones, as the image has them, and the operator's. Raises OSError."""
    public = settings.image / PUBLIC_AUTHORITIES
    texts = [public.read_text()] if public.exists() else []
    if settings.sip_tls_authorities is not None:
        texts.append(settings.sip_tls_authorities.read_text())
    return "\n".join(texts)


def self_made(host: str) -> tuple[str, str]:
    """Certificate and key in PEM for a node that listens on `host`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, socket.gethostname()[:64])])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + 365 * YEARS * _DAY)
        .add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode(), secret.decode()


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _put(places: Places, certificate: str, key: str) -> None:
    write_private(places.certificate, certificate)
    write_private(places.certificate_key, key)
