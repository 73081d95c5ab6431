"""`Idempotency-Key` on POST: the same key gives the same answer, and nothing is done twice.

The answer is stored in the request's own transaction, so either both the change and its key are there, or neither.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, g, make_response, request
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.clock import now
from control_plane.core.db import Base, db
from control_plane.core.problems import Conflict, Invalid
from control_plane.core.secrets_box import SecretsBox

View = TypeVar("View", bound=Callable[..., Any])
MAX_KEY = 200
KEPT = timedelta(days=1)


class IdempotentAnswer(Base):
    """Kept for a day; `id` is a hash of actor and key, `body` is locked: it may show a password."""

    __tablename__ = "idempotent_answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[str]
    status: Mapped[int]
    body: Mapped[bytes]
    company: Mapped[str | None] = mapped_column(index=True)
    """Of which the path was: deleted with it."""
    created_at: Mapped[datetime] = mapped_column(index=True)


class KeyReused(Invalid):
    code, title = "idempotency-key-reused", "The Idempotency-Key was used for another request"


class InProgress(Conflict):
    code, title = "in-progress", "The same request is being carried out"


def idempotent(view: View) -> View:
    """Beside a POST route, outermost of its decorators below the route itself.

    The wrapped view must not commit; the caller of all views does, after the answer was stored here.
    """

    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return view(*args, **kwargs)
        if not 1 <= len(key) <= MAX_KEY or not key.isprintable():
            raise Invalid.one("Idempotency-Key", "bad-key", f"must have 1 to {MAX_KEY} printable characters")
        box = SecretsBox(current_app.extensions["carillon-settings"].secrets_key)
        row_id = _hash(g.actor.user_id.encode(), key.encode())
        asked = _hash(request.method.encode(), request.path.encode(), request.get_data())
        _hold(row_id)
        _forget_old()
        if (stored := db.session.get(IdempotentAnswer, row_id)) is not None:
            return _replay(stored, asked, box)
        answer = make_response(view(*args, **kwargs))
        body = box.lock(answer.get_data(as_text=True), _owner(row_id))
        row = IdempotentAnswer(id=row_id, request_hash=asked, status=answer.status_code, body=body, created_at=now())
        row.company = kwargs.get("company")
        db.session.add(row)
        return answer

    return once  # type: ignore[return-value]


def _hold(row_id: str) -> None:
    """One request per key at a time; the lock ends with the transaction. Raises InProgress."""
    number = int(row_id[:15], 16)
    if not db.session.scalar(select(func.pg_try_advisory_xact_lock(number))):
        raise InProgress("Wait for the first request's answer, then ask again with the same key.")


def _forget_old() -> None:
    old = IdempotentAnswer.created_at < now() - KEPT
    few = select(IdempotentAnswer.id).where(old).limit(100).with_for_update(skip_locked=True)
    db.session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.id.in_(few.scalar_subquery())))


def _replay(stored: IdempotentAnswer, asked: str, box: SecretsBox) -> Response:
    if stored.request_hash != asked:
        raise KeyReused("Use a new key for a new request; the same key is for repeating the same one.")
    body = box.unlock(stored.body, _owner(stored.id))
    answer = Response(body, status=stored.status, mimetype="application/json")
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def _owner(row_id: str) -> str:
    return f"idempotent-answer:{row_id}"


def _hash(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
