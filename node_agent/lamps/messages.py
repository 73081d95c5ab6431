"""Message lamps: how many new messages wait for an employee, told to the phones of that employee.

A phone watches its employee and no mailbox: whose mailbox it is may change while the phone is registered, and what a
phone watches is looked up when it registers, hours before. Asterisk keeps the numbers in memory only. Debian's has one
way to set them, an application that runs on a channel; so a leg of our own is made when something is due, and
everybody who is due is told over it.
"""

from collections.abc import Iterable
from typing import Final

from node_agent.asterisk.fastagi import waiting
from node_agent.asterisk.fastagi.session import Session
from node_agent.asterisk.realtime.rows.phones import message_lamp_name
from node_agent.calls.directory import Directory
from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic
from tenants.model import Company, Kind, Mailbox
from tenants.model.company import Key

Counts = tuple[int, int]
"""New and old messages."""
NOTHING: Final = (0, 0)
KINDS: Final = frozenset({Kind.EMPLOYEE, Kind.MAILBOX})


class MessageLamps:
    """Knows what each lamp was told, and what it should show. One event loop."""

    def __init__(self, directory: Directory, memories: KeptMemories) -> None:
        self._directory, self._memories = directory, memories
        self._told: dict[str, dict[str, Counts]] = {}
        """By company and employee, since Asterisk was met."""
        self._changed: set[str] = set()
        """Companies to look at."""
        self._due: dict[tuple[str, str], Counts] = {}
        directory.watchers.append(self._served)
        memories.watchers.append(self._switched)

    @property
    def due(self) -> bool:
        """Whether somebody's lamp has to be told something; looks at what has changed."""
        while self._changed:
            self._look(self._changed.pop())
        return bool(self._due)

    def start_again(self) -> None:
        """Asterisk may have forgotten everything."""
        self._told.clear()
        self._due.clear()
        self._changed |= {company for company, _, _ in self._memories.all_of(Topic.MESSAGES)}

    async def tell(self, session: Session) -> None:
        """Tell everything that is due. Raises SessionOver; then the rest stays due."""
        while self.due:
            (company, employee), (new, old) = next(iter(self._due.items()))
            await session.run(waiting.message_lamp(message_lamp_name(company, employee), new=new, old=old))
            self._told.setdefault(company, {})[employee] = (new, old)
            # While Asterisk was told, another message may have come.
            if self._due.get((company, employee)) == (new, old):
                del self._due[company, employee]

    def _look(self, company_id: str) -> None:
        company = self._directory.company(company_id)
        wanted = self._wanted(company) if company else {}
        told = self._told.get(company_id, {})
        for employee in wanted.keys() | told.keys():
            counts = wanted.get(employee, NOTHING)
            if counts == told.get(employee):
                self._due.pop((company_id, employee), None)
            else:
                self._due[company_id, employee] = counts

    def _wanted(self, company: Company) -> dict[str, Counts]:
        """Of those for whom there are messages, or have been."""
        boxes = company.all_of(Mailbox)
        filled = {box.id: counts for box in boxes if (counts := self._count(company, box)) is not None}
        if not filled:
            return {}
        watched: dict[str, set[str]] = {}
        for box in boxes:
            if box.id in filled:
                for owner in box.owners:
                    watched.setdefault(owner, set()).add(box.id)
        for employee in company.employees.values():
            if employee.mailbox in filled:
                watched.setdefault(employee.id, set()).add(str(employee.mailbox))
        return {who: _sum(filled[each] for each in mailboxes) for who, mailboxes in watched.items()}

    def _count(self, company: Company, mailbox: Mailbox) -> Counts | None:
        messages = self._memories.get(company.id, Topic.MESSAGES, mailbox.id)
        if not isinstance(messages, list):
            return None
        kept = [message for message in messages if isinstance(message, dict)]
        new = sum(1 for message in kept if not message.get("heard"))
        return new, len(kept) - new

    def _switched(self, company: str, topic: Topic, _item: str, _value: object) -> None:
        if topic is Topic.MESSAGES:
            self._changed.add(company)

    def _served(self, company: str, now: Company | None, keys: Iterable[Key] | None) -> None:
        if now is None:
            self._told.pop(company, None)
            self._due = {who: counts for who, counts in self._due.items() if who[0] != company}
        elif keys is None or any(kind in KINDS for kind, _ in keys):
            self._changed.add(company)


def _sum(counts: Iterable[Counts]) -> Counts:
    new, old = zip(*counts, strict=True)
    return sum(new), sum(old)
