"""Publishes drafts at their time, also when that came while nobody was there. Runs beside the publisher.

A draft is published with the rights that whoever scheduled it has at that moment. What would refuse it then is kept
with the draft and told; nothing of it is published.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Actor, Context
from control_plane.core.policy import authorise
from control_plane.core.problems import Forbidden, Problem
from control_plane.core.roles import Permission
from control_plane.core.woken_loop import WokenLoop
from control_plane.features.access.models import User
from control_plane.features.access.service import actor_of
from control_plane.features.drafts.models import Draft, DraftState
from control_plane.features.drafts.queries import get_draft
from control_plane.features.drafts.service import CHANNEL, fail, publish
from control_plane.features.versions.service import lock_company

log = structlog.get_logger("scheduler")


@dataclass
class Scheduler(WokenLoop):
    """Looks each second; a draft is published within that of its time."""

    CHANNEL: ClassVar[str] = CHANNEL

    def work(self) -> None:
        while self.publish_next():
            pass

    def publish_next(self) -> bool:
        """The draft whose time came first; False when there is none. Raises SQLAlchemyError for a database away."""
        with Session(self.engine) as session:
            mine = select(Draft.company_id, Draft.id).where(
                Draft.state == DraftState.SCHEDULED, Draft.publish_at <= func.now()
            )
            due = session.execute(mine.order_by(Draft.publish_at, Draft.id).limit(1)).first()
        if due is None:
            return False
        try:
            with Session(self.engine) as session, session.begin():
                self._publish(session, *due)
        except Problem as problem:
            self._failed(*due, problem.detail)
        except SQLAlchemyError:
            raise
        except Exception as problem:
            # Whatever one draft stumbles over, the others must not wait for it for ever.
            log.exception("draft-stumbled", company=due[0], draft=due[1])
            self._failed(*due, f"Something went wrong on our side ({type(problem).__name__}).")
        return True

    def _publish(self, session: Session, company_id: str, draft_id: str) -> None:
        ctx = Context(session=session, actor=SYSTEM, settings=self.settings)
        # In this order everybody locks: first the company, then the draft.
        lock_company(ctx, company_id)
        draft = get_draft(ctx, company_id, draft_id, locked=True)
        if not _is_due(ctx, draft):
            return
        change = publish(replace(ctx, actor=_scheduled_by(session, draft)), company_id, draft_id)
        log.info("draft-published", company=company_id, draft=draft_id, version=change.version)

    def _failed(self, company_id: str, draft_id: str, why: str) -> None:
        with Session(self.engine) as session, session.begin():
            ctx = Context(session=session, actor=SYSTEM, settings=self.settings)
            draft = get_draft(ctx, company_id, draft_id, locked=True)
            if _is_due(ctx, draft):
                log.error("ALERT a draft was not published at its time", company=company_id, draft=draft_id, why=why)
                fail(ctx, draft, why)


def _is_due(ctx: Context, draft: Draft) -> bool:
    at = draft.publish_at
    return draft.state is DraftState.SCHEDULED and at is not None and at <= (ctx.session.scalar(func.now()) or at)


def _scheduled_by(session: Session, draft: Draft) -> Actor:
    """Raises Forbidden, NotFound when this person may not change the company (any longer)."""
    if draft.scheduled_by == SYSTEM.user_id:
        return SYSTEM
    user = session.get(User, draft.scheduled_by)
    if user is None:
        raise Forbidden("Who scheduled this draft has no account any more; publish it yourself.")
    actor = actor_of(session, user, "")
    authorise(actor, Permission.CHANGE_COMPANY, draft.company_id)
    return actor
