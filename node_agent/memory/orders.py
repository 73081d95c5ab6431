"""What happened to messages in the portal happens here too; the lamps follow the memory."""

from tenants.calls.memory import Memory, Topic
from wire.files import MessageNews, MessageState


def carry_out(memory: Memory, order: MessageNews) -> None:
    """Harmless when repeated, and for messages that are not here."""
    messages = memory.get(Topic.MESSAGES, order.mailbox) or []
    if order.state is MessageState.GONE:
        left = [message for message in messages if message["id"] != order.message]
    else:
        left = [message | {"heard": True} if message["id"] == order.message else message for message in messages]
    memory.put(Topic.MESSAGES, order.mailbox, left)
