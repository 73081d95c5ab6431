"""Message lamps: how many new messages a mailbox holds, told to the phones that watch it.

Asterisk keeps the numbers in memory only. Debian's has one way to set them, an application that runs on a channel; so
a leg of our own is made when something is due, and all mailboxes that are due are told over it.
"""

from node_agent.asterisk.fastagi import waiting
from node_agent.asterisk.fastagi.session import Session
from node_agent.asterisk.realtime.rows.phones import mailbox_name
from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic


class MessageLamps:
    """Which mailboxes are due. One event loop."""

    def __init__(self, memories: KeptMemories) -> None:
        self._memories = memories
        self._due: set[tuple[str, str]] = set()
        memories.watchers.append(self._changed)

    @property
    def due(self) -> bool:
        return bool(self._due)

    def start_again(self) -> None:
        """Asterisk may have forgotten everything."""
        self._due |= {(company, mailbox) for company, mailbox, _ in self._memories.all_of(Topic.MESSAGES)}

    async def tell(self, session: Session) -> None:
        """Tell everything that is due. Raises SessionOver; then the rest stays due."""
        while self._due:
            company, mailbox = next(iter(self._due))
            self._due.discard((company, mailbox))
            new, old = self._count(company, mailbox)
            try:
                await session.run(waiting.message_lamp(mailbox_name(company, mailbox), new=new, old=old))
            except BaseException:
                self._due.add((company, mailbox))
                raise

    def _count(self, company: str, mailbox: str) -> tuple[int, int]:
        messages = self._memories.get(company, Topic.MESSAGES, mailbox)
        kept = [message for message in messages if isinstance(message, dict)] if isinstance(messages, list) else []
        new = sum(1 for message in kept if not message.get("heard"))
        return new, len(kept) - new

    def _changed(self, company: str, topic: Topic, item: str, _value: object) -> None:
        if topic is Topic.MESSAGES:
            self._due.add((company, item))
