"""How often a door may be tried. A login that nobody has is counted and locked like one that somebody has.

An attempt is counted before the password is looked at, so that guesses that are sent at once count as well as guesses
one after the other.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from control_plane.core.context import Context
from control_plane.core.problems import TooMany
from control_plane.features.signin.models import AttemptCount
from control_plane.features.signin.visit import Visit

FORGOTTEN_AFTER: Final = timedelta(hours=1)


class TooManyAttempts(TooMany):
    code, title = "too-many-attempts", "Too many attempts"


@dataclass(frozen=True)
class Gate:
    """After `most` attempts without success it is locked for `lock`; `detail` is what the person then reads."""

    id: str
    most: int
    lock: timedelta
    detail: str


def login_gate(visit: Visit, login: str) -> Gate:
    words = "Too many attempts for this login; wait five minutes, then try again."
    return Gate(gate_id(visit, "login", login), 10, timedelta(minutes=5), words)


def address_gate(visit: Visit) -> Gate:
    """An office shares one address, so it has more attempts than a login."""
    words = "Too many attempts from your network; wait five minutes, then try again."
    return Gate(gate_id(visit, "address", _network(visit.address)), 100, timedelta(minutes=5), words)


def begin(visit: Visit, *gates: Gate) -> bool:
    """Count one attempt at each gate; whether one of them is locked from now on. Commits.

    Raises TooManyAttempts, without counting, when a gate is locked.
    """
    # Always in the same order, so that two attempts never wait for each other.
    rows = [(gate, _row(visit, gate)) for gate in sorted(gates, key=lambda gate: gate.id)]
    for gate, row in rows:
        if row.locked_until is not None and row.locked_until > visit.now:
            visit.session.rollback()
            raise TooManyAttempts(gate.detail)
    locks = [_count(visit, gate, row) for gate, row in rows]
    visit.session.commit()
    return any(locks)


def succeeded(visit: Visit, *gates: Gate) -> None:
    """The attempt was a good one: what was counted for it is taken back."""
    for gate in sorted(gates, key=lambda gate: gate.id):
        row = _row(visit, gate)
        row.count = gate.most - 1 if row.count == 0 else row.count - 1
        row.locked_until = None


def forgive(visit: Visit, gate: Gate) -> None:
    """Whoever knows the password has forgotten it now and then."""
    visit.session.execute(delete(AttemptCount).where(AttemptCount.id == gate.id))


def forget_old_attempts(ctx: Context) -> int:
    """A chore; commits."""
    old = delete(AttemptCount).where(AttemptCount.last_at < ctx.clock() - FORGOTTEN_AFTER)
    count = ctx.session.execute(old.returning(AttemptCount.id)).all()
    ctx.session.commit()
    return len(count)


def _count(visit: Visit, gate: Gate, row: AttemptCount) -> bool:
    """Whether this attempt was the last one for a while."""
    fresh = visit.now - row.last_at > FORGOTTEN_AFTER
    row.count = 1 if fresh else row.count + 1
    row.last_at, row.locked_until = visit.now, None
    if row.count < gate.most:
        return False
    row.count, row.locked_until = 0, visit.now + gate.lock
    return True


def _row(visit: Visit, gate: Gate) -> AttemptCount:
    """Locked until the transaction ends."""
    new = {"id": gate.id, "count": 0, "last_at": visit.now, "locked_until": None}
    visit.session.execute(insert(AttemptCount).values(new).on_conflict_do_nothing())
    wanted = select(AttemptCount).where(AttemptCount.id == gate.id).with_for_update()
    return visit.session.scalars(wanted.execution_options(populate_existing=True)).one()


def gate_id(visit: Visit, kind: str, value: str) -> str:
    """What is stored of a gate."""
    message = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
    return hmac.new(visit.settings.secret_key.encode(), message, hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """Whoever has one IPv6 address has a /64 of them (RFC 6177)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))
    return address
