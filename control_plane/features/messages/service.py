"""Messages in the portal: what nodes bring, what people do here, and what the nodes have to hear of it.

A message is in two places: here, and on the node where people listen by phone. Whatever happens to it in one place
happens in the other one soon; `gone` is the last word, and telling it twice changes nothing.
"""

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.vault import Sealed
from control_plane.features.companies.models import Company
from control_plane.features.events.service import occasion, publish
from control_plane.features.mails import texts
from control_plane.features.mails.service import LARGEST, Attachment, write_mail
from control_plane.features.messages.models import Message
from control_plane.features.messages.queries import get_message
from control_plane.features.objects.rows import find_object
from control_plane.features.versions.service import record_audit
from tenants.extend.events.files import MessageLeft
from tenants.model import Mailbox
from wire.files import KeptFile, MessageNews, MessageState


def add_message(ctx: Context, node: str, about: KeptFile, sealed: Sealed, storage: str, identifier: str) -> None:
    """A node's message is in the storage; its mailbox's people get their mail."""
    row = Message(
        company_id=about.company,
        id=identifier,
        node=node,
        file=about.file,
        at=about.at,
        bytes=sealed.bytes,
        sha256=sealed.sha256,
        key_id=sealed.key_id,
        storage=storage,
        mailbox=about.object_id,
        message=about.message or about.file,
        call=about.call,
        seconds=about.seconds,
        number=about.number,
        name=about.name,
        heard_at=None,
        due=None,
    )
    ctx.session.add(row)
    ctx.session.flush()
    mailbox = find_object(ctx, about.company, Mailbox, about.object_id)
    if mailbox is not None and mailbox.email is not None:
        _mail(ctx, row, mailbox, mailbox.email)
    left = MessageLeft(
        **occasion(ctx, about.company),
        file=identifier,
        call=about.call,
        began_at=about.at,
        bytes=sealed.bytes,
        number=about.number,
        seconds=about.seconds,
        name=about.name,
        mailbox=about.object_id,
    )
    publish(ctx, about.company, [left])


def mark_heard(ctx: Context, company_id: str, identifier: str) -> Message:
    """The lamps of its owners follow. Raises NotFound."""
    row = get_message(ctx, company_id, identifier)
    if row.heard_at is None:
        row.heard_at = ctx.clock()
        row.due = MessageState.HEARD
    return row


def delete_message(ctx: Context, company_id: str, identifier: str) -> None:
    """Gone here at once, on the node within seconds. Raises NotFound."""
    row = get_message(ctx, company_id, identifier)
    row.deleted_at = ctx.clock()
    row.due = MessageState.GONE
    record_audit(ctx, company_id, f"Message {identifier} deleted")


def take_news(ctx: Context, node: str, news: MessageNews) -> None:
    """What happened by phone. Unknown messages and repeated news change nothing."""
    row = _known(ctx, node, news)
    if row is None or row.deleted_at is not None:
        return
    if news.state is MessageState.GONE:
        row.deleted_at, row.due = ctx.clock(), None
    elif row.heard_at is None:
        row.heard_at = ctx.clock()


def carried_out(ctx: Context, node: str, done: MessageNews) -> None:
    """The node's message and lamp have followed; a newer order stays."""
    row = _known(ctx, node, done)
    if row is not None and (row.due == done.state or done.state is MessageState.GONE):
        row.due = None


def _known(ctx: Context, node: str, news: MessageNews) -> Message | None:
    """Only a node's own messages are its to tell about."""
    wanted = (Message.company_id == news.company, Message.node == node, Message.message == news.message)
    statement = select(Message).where(*wanted, Message.mailbox == news.mailbox).with_for_update()
    return ctx.session.scalars(statement).first()


def _mail(ctx: Context, row: Message, mailbox: Mailbox, to: str) -> None:
    company = ctx.session.get_one(Company, row.company_id)
    language = company.language
    attach = mailbox.attach and row.bytes <= LARGEST
    page = f"{ctx.settings.public_url}/companies/{company.id}/messages"
    who = texts.caller(language, row.number, row.name)
    words = texts.MESSAGE[language]
    listen = texts.ATTACHED[language] if attach else texts.IN_PORTAL[language].format(url=page)
    name = f"message-{row.at:%Y%m%d-%H%M%S}.wav"
    write_mail(
        ctx,
        company.id,
        to=to,
        subject=words.subject.format(caller=who),
        text=words.text.format(
            caller=who,
            mailbox=mailbox.name,
            when=texts.when(row.at, company.time_zone),
            length=texts.length(row.seconds),
            listen=listen,
        ),
        about=f"message/{row.id}",
        attachment=Attachment(row.storage, row.bytes, name, "audio/wav") if attach else None,
        delete_after=mailbox.delete_after_mail,
    )
