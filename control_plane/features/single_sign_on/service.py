"""Setting an identity provider up, and letting in whom it names: only people who are known here already."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Invalid, NotSignedIn
from control_plane.core.tenancy import Scope, confine, everywhere
from control_plane.features.access.models import Membership, User
from control_plane.features.signin import boxes, journal, tickets
from control_plane.features.signin.models import Happening, Purpose
from control_plane.features.signin.service import user_called
from control_plane.features.signin.sessions import new_token
from control_plane.features.signin.visit import Visit
from control_plane.features.single_sign_on import protocol
from control_plane.features.single_sign_on.models import IdentityProvider
from control_plane.features.single_sign_on.protocol import Client, ProviderFails
from control_plane.features.single_sign_on.queries import get_provider, provider_called, provider_of
from control_plane.features.single_sign_on.schemas import ProviderWish
from control_plane.features.versions.service import record_audit
from control_plane.settings import Settings

CALLBACK: Final = "/sign-in/single-sign-on"


class SignOnFailed(NotSignedIn):
    code, title = "sign-on-failed", "Single sign-on did not work"


@dataclass(frozen=True)
class Arrived:
    """Who came back. `strong`: the provider has asked for a second factor (RFC 8176)."""

    user: User
    strong: bool
    following: str
    provider: IdentityProvider


def set_provider(
    ctx: Context, wish: ProviderWish, *, company_id: str | None = None, reseller_id: str | None = None
) -> IdentityProvider:
    """Of a company or a reseller; asked once whether it answers as one. Raises Invalid."""
    with _sight(ctx, reseller_id):
        found = provider_of(ctx.session, company_id=company_id, reseller_id=reseller_id)
        if found is None and not wish.client_secret:
            raise Invalid.one("client_secret", "missing", "Write the secret that the provider has given you.")
        provider = found or IdentityProvider(
            id=new_id(), company_id=company_id, reseller_id=reseller_id, created_at=ctx.clock(), secret_box=b""
        )
        if wish.client_secret:
            provider.secret_box = boxes.lock(ctx.settings, wish.client_secret, _owner(provider.id))
        provider.name, provider.issuer, provider.client_id = wish.name, wish.issuer, wish.client_id
        with ctx.session.no_autoflush:
            _try_out(ctx, provider)
        ctx.session.add(provider)
        ctx.session.flush()
    _tell(ctx, provider, f"Single sign-on with {provider.name} set up")
    return provider


def remove_provider(ctx: Context, *, company_id: str | None = None, reseller_id: str | None = None) -> None:
    """Its people sign in with passwords or passkeys again. Harmless when there is none."""
    with _sight(ctx, reseller_id):
        provider = provider_of(ctx.session, company_id=company_id, reseller_id=reseller_id)
        if provider is None:
            return
        ctx.session.delete(provider)
        ctx.session.flush()
    _tell(ctx, provider, f"Single sign-on with {provider.name} removed")


def _sight(ctx: Context, reseller_id: str | None) -> AbstractContextManager[None]:
    """What a reseller has belongs to no company, and only a look everywhere finds it."""
    return everywhere(ctx.session, ctx.settings) if reseller_id is not None else nullcontext()


def remove_company_provider(ctx: Context, company_id: str) -> None:
    """Raises NotFound."""
    get_provider(ctx.session, company_id)
    remove_provider(ctx, company_id=company_id)


def begin(visit: Visit, provider: IdentityProvider, following: str) -> tuple[str, str]:
    """Where the browser goes, and the state that comes back with it. Raises SignOnFailed."""
    nonce, verifier = new_token(), new_token()
    data = {"provider": provider.id, "nonce": nonce, "verifier": verifier, "next": following}
    client = client_of(visit.settings, provider)
    visit.session.commit()  # nothing is held while the provider thinks
    try:
        there = protocol.discover(client)
    except ProviderFails as problem:
        raise _failed(visit, None, provider, str(problem)) from None
    state = tickets.give(visit, Purpose.SIGN_ON, data=data)
    return protocol.way_there(client, there, state=state, nonce=nonce, verifier=verifier), state


def finish(visit: Visit, answer: Mapping[str, str], state: str) -> Arrived:
    """`state` is what this browser was given, `answer` what it brings. Commits failures itself. Raises SignOnFailed."""
    ticket = tickets.take(visit, Purpose.SIGN_ON, state) if state and answer.get("state") == state else None
    provider = provider_called(visit.session, visit.settings, str(ticket.data["provider"])) if ticket else None
    if ticket is None or provider is None:
        raise SignOnFailed("This took too long, or was done already; begin again.")
    if "error" in answer or "code" not in answer:
        raise _failed(visit, None, provider, str(answer.get("error", "no code"))[:100])
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise _failed(visit, None, provider, "the answer comes from another provider")  # RFC 9207
    client = client_of(visit.settings, provider)
    visit.session.commit()  # the ticket is used up whatever comes, and nothing is held while the provider thinks
    try:
        claims = protocol.claims_for(
            client,
            answer["code"][:4000],
            verifier=ticket.data["verifier"],
            nonce=ticket.data["nonce"],
            now=visit.now,
        )
    except ProviderFails as problem:
        raise _failed(visit, None, provider, str(problem)) from None
    user = _known(visit, provider, claims)
    return Arrived(user, _is_strong(claims), str(ticket.data["next"]), provider)


def client_of(settings: Settings, provider: IdentityProvider) -> Client:
    """Raises SecretUnreadable."""
    secret = boxes.unlock(settings, provider.secret_box, _owner(provider.id))
    return Client(provider.issuer, provider.client_id, secret, callback_url(settings), settings.private_sign_on)


def callback_url(settings: Settings) -> str:
    return settings.public_url.rstrip("/") + CALLBACK


def sign_in_url(settings: Settings, provider: IdentityProvider) -> str:
    return f"{settings.public_url.rstrip('/')}/sign-in/with/{provider.id}"


def _try_out(ctx: Context, provider: IdentityProvider) -> None:
    try:
        protocol.discover(client_of(ctx.settings, provider))
    except ProviderFails as problem:
        words = f"This does not answer as an identity provider: {problem}."
        raise Invalid.one("issuer", "no-provider", words) from None


def _known(visit: Visit, provider: IdentityProvider, claims: Mapping[str, Any]) -> User:
    """The provider speaks for its own people only. Whoever also works elsewhere cannot come in through it: it could
    let somebody into the other company."""
    email = claims.get("email") if claims.get("email_verified") is not False else None
    login = str(email or claims.get("preferred_username") or "").strip().lower()
    user = user_called(visit, login)
    if user is None or not _is_theirs(visit, provider, user):
        words = "Nobody signs in here with the address that the provider gave. Ask whoever gives access to you."
        raise _failed(visit, None, provider, "unknown here", words)
    return user


def _is_theirs(visit: Visit, provider: IdentityProvider, user: User) -> bool:
    # All that are theirs: which company they came to is not enough to know whether they work elsewhere.
    confine(visit.session, visit.settings, Scope.of_person(user.id, ()))
    companies = set(visit.session.scalars(select(Membership.company_id).where(Membership.user_id == user.id)))
    if provider.reseller_id is not None:
        return user.reseller_id == provider.reseller_id and not companies
    return user.reseller_id is None and companies == {provider.company_id}


def _is_strong(claims: Mapping[str, Any]) -> bool:
    methods = claims.get("amr")
    return isinstance(methods, list) and "mfa" in methods


def _failed(visit: Visit, user: User | None, provider: IdentityProvider, why: str, words: str = "") -> SignOnFailed:
    """For the journal why, for the person what to do."""
    journal.note(visit, user, Happening.SIGN_ON_FAILED, f"{provider.name}: {why}"[:300])
    visit.session.commit()
    usual = "Your identity provider did not let you in, or answered wrongly. Ask its administrator."
    return SignOnFailed(words or usual)


def _tell(ctx: Context, provider: IdentityProvider, words: str) -> None:
    if provider.company_id is not None:
        record_audit(ctx, provider.company_id, words)
    user = ctx.session.get(User, ctx.actor.user_id)
    journal.note(Visit.of(ctx), user, Happening.SIGN_ON_CHANGED, words)


def _owner(provider_id: str) -> str:
    return f"identity-provider:{provider_id}"
