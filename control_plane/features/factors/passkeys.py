"""Passkeys (WebAuthn Level 3): two factors in one, the device and what unlocks it.

The challenge is a ticket: good once, for ten minutes, for whoever it was given to.
"""

import ipaddress
import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from control_plane.core.problems import Conflict, Invalid, NotSignedIn
from control_plane.features.access.models import User
from control_plane.features.factors.models import Passkey
from control_plane.features.signin import journal, tickets
from control_plane.features.signin.models import Happening, Purpose, Ticket
from control_plane.features.signin.visit import Visit
from control_plane.settings import Settings

MOST: Final = 20
_NAME_MAX: Final = 60


class WrongPasskey(NotSignedIn):
    code, title = "wrong-passkey", "The passkey does not fit"


class TooManyPasskeys(Conflict):
    code, title = "too-many-passkeys", "There are too many passkeys"


@dataclass(frozen=True)
class Site:
    """Whose passkeys they are: browsers give them to `origin` only."""

    id: str
    origin: str


def site_of(settings: Settings) -> Site | None:
    """None where browsers allow no passkeys: under a bare address, or without encryption.

    The loopback address has a name that browsers trust, so that development needs no certificate.
    """
    parts = urlsplit(settings.public_url)
    host = parts.hostname or ""
    try:
        if not ipaddress.ip_address(host).is_loopback:
            return None
        host = "localhost"
    except ValueError:
        pass
    if parts.scheme != "https" and host != "localhost":
        return None
    return Site(host, f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}")


def of(visit: Visit, user: User) -> list[Passkey]:
    """The oldest first."""
    statement = select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.created_at, Passkey.id)
    return list(visit.session.scalars(statement))


def begin(visit: Visit, user: User, site: Site) -> str:
    """What the browser is to make, as JSON. Raises TooManyPasskeys."""
    known = of(visit, user)
    if len(known) >= MOST:
        raise TooManyPasskeys(f"You have {MOST} passkeys, which is the most; remove one that you do not use.")
    made = webauthn.generate_registration_options(
        rp_id=site.id,
        rp_name="Carillon",
        user_id=user.id.encode(),
        user_name=user.login,
        user_display_name=user.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in known],
    )
    tickets.give(visit, Purpose.NEW_PASSKEY, user_id=user.id, token=bytes_to_base64url(made.challenge))
    return webauthn.options_to_json(made)


def add(visit: Visit, user: User, site: Site, answer: str, name: str) -> Passkey:
    """Keep what the browser made. Raises Invalid."""
    credential, ticket, challenge = _read(visit, Purpose.NEW_PASSKEY, answer)
    if ticket.user_id != user.id:
        raise _late()
    try:
        checked = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WebAuthnException:
        raise _odd() from None
    identifier = bytes_to_base64url(checked.credential_id)
    if visit.session.get(Passkey, identifier) is not None:
        raise _odd()
    passkey = Passkey(
        id=identifier,
        user_id=user.id,
        name=name.strip()[:_NAME_MAX],
        public_key=checked.credential_public_key,
        sign_count=checked.sign_count,
        created_at=visit.now,
        last_used_at=None,
    )
    visit.session.add(passkey)
    journal.note(visit, user, Happening.PASSKEY_ADDED, passkey.name)
    return passkey


def ask(visit: Visit, site: Site) -> tuple[str, str]:
    """What the browser is to sign, as JSON, and the challenge in it. It says itself whose passkey it is."""
    made = webauthn.generate_authentication_options(
        rp_id=site.id, user_verification=UserVerificationRequirement.REQUIRED
    )
    challenge = bytes_to_base64url(made.challenge)
    tickets.give(visit, Purpose.PASSKEY, token=challenge)
    return webauthn.options_to_json(made), challenge


def check(visit: Visit, site: Site, answer: str, challenge: str) -> User:
    """Who signed `challenge`. Commits failed attempts by itself. Raises WrongPasskey, Invalid."""
    credential, _, expected = _read(visit, Purpose.PASSKEY, answer)
    if bytes_to_base64url(expected) != challenge:
        raise _late()
    wanted = select(Passkey).where(Passkey.id == str(credential.get("id", ""))).with_for_update()
    passkey = visit.session.scalar(wanted) if str(credential.get("id", "")).isprintable() else None
    user = visit.session.get(User, passkey.user_id) if passkey else None
    if passkey is None or user is None or not _fits(passkey, user, site, credential, expected):
        journal.note(visit, user, Happening.WRONG_PASSKEY)
        visit.session.commit()
        raise WrongPasskey("This passkey is not known here, or was removed. Sign in in another way.")
    passkey.last_used_at = visit.now
    return user


def remove(visit: Visit, user: User, identifier: str) -> str | None:
    """Its name; None when there was none."""
    gone = delete(Passkey).where(Passkey.id == identifier, Passkey.user_id == user.id)
    return visit.session.scalar(gone.returning(Passkey.name)) if identifier.isprintable() else None


def _fits(passkey: Passkey, user: User, site: Site, credential: dict[str, Any], challenge: bytes) -> bool:
    """Also keeps its count: a copy of the device is found out by it."""
    try:
        checked = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        handle = base64url_to_bytes(str(credential["response"].get("userHandle") or ""))
    except (WebAuthnException, ValueError):
        return False
    passkey.sign_count = checked.new_sign_count
    return handle == user.id.encode()


def _read(visit: Visit, purpose: Purpose, answer: str) -> tuple[dict[str, Any], Ticket, bytes]:
    """The browser's answer, and the ticket of its challenge, which is used up. Raises Invalid."""
    try:
        credential = json.loads(answer[:20_000])
        said = parse_client_data_json(base64url_to_bytes(credential["response"]["clientDataJSON"]))
    except (ValueError, KeyError, TypeError, RecursionError, WebAuthnException):
        raise _odd() from None
    ticket = tickets.take(visit, purpose, bytes_to_base64url(said.challenge))
    if ticket is None:
        raise _late()
    return credential, ticket, said.challenge


def _late() -> Invalid:
    return Invalid.one("answer", "late", "This took too long, or was done already; try once more.")


def _odd() -> Invalid:
    words = "The device did not answer as it should; try once more, or use another one."
    return Invalid.one("answer", "odd", words)
