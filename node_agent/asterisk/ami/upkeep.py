"""What Asterisk does not read live, kept as the realtime database says: lamps, entries, registrations at providers, and
addresses of phones that are gone (asterisk#1389).

Small changes are told at once. After every (re)connection everything is compared, so nothing has to be queued while
Asterisk is away, and Asterisk itself starts from static realtime.
"""

import asyncio
import logging
import re
import sqlite3
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from node_agent.asterisk.ami.gateway import AmiAway, AmiError, Gateway
from node_agent.asterisk.realtime.database import RealtimeDatabase
from node_agent.asterisk.realtime.rows import Hint, Way
from node_agent.asterisk.realtime.steps import DeleteRow, DropHint, DropWay, PutHint, PutRow, PutWay, Step

log = logging.getLogger(__name__)
AT_ONCE = 50
"""Actions on their way at the same time; Asterisk's manager thread takes them one by one."""
_CONTEXTS = "company-"
_LINES = "line-"
_CONTACT = re.compile(r"^(/registrar/contact[/;]\S+?)\s*: ", re.MULTILINE)


class Upkeep:
    """`tell` says a change to Asterisk; `compare_all` repairs whatever differs. One event loop."""

    def __init__(self, database: RealtimeDatabase, astdb: Path, console: Callable[[str], str] | None = None) -> None:
        """`console` says one command to Asterisk's console; None: there is none, and new lines are watched later."""
        self._database, self._astdb, self._console = database, astdb, console
        self._lock = asyncio.Lock()
        self.gateway: Gateway | None = None

    async def tell(self, steps: Sequence[Step]) -> bool:
        """Whether Asterisk knows now; False when it is away (it will be compared when it is back)."""
        if self.gateway is None or not self.gateway.connected:
            return False
        async with self._lock:
            try:
                await self._registrations(steps)
                await self._watch({s.id for s in steps if isinstance(s, PutRow) and s.table == "ps_aors"})
                put = [step.hint for step in steps if isinstance(step, PutHint)]
                dropped = [step.hint for step in steps if isinstance(step, DropHint)]
                await self._hints(put, dropped)
                opened = [step.way for step in steps if isinstance(step, PutWay)]
                await self._ways(opened, [step.way for step in steps if isinstance(step, DropWay)])
                gone = {s.id for s in steps if isinstance(s, DeleteRow) and s.table == "ps_aors"}
                if gone:
                    keys = await asyncio.to_thread(self._contacts_of_now)
                    await self._forget_contacts(key for key in keys if _aor(key) in gone)
            except (AmiAway, AmiError) as problem:
                log.warning("Asterisk was not told of a change: %s", problem)
                return False
        return True

    async def compare_all(self) -> None:
        """Make Asterisk's lamps, entries, registrations and contacts those of the database."""
        async with self._lock:
            try:
                answer = await self._ask("ExtensionStateList", deadline=15.0)
                have = {
                    Hint(message["Context"], message["Exten"], message.get("Hint", ""))
                    for message in answer
                    if message.get("Context", "").startswith(_CONTEXTS)
                }
                want = set(self._database.hints())
                places = {(hint.context, hint.number) for hint in want}
                gone = [h for h in have - want if (h.context, h.number) not in places and not _of_a_pattern(h)]
                await self._hints(want - have, gone)
                await self._ask("PJSIPShowRegistrationsOutbound", deadline=15.0)
                phones = self._database.ids("ps_aors")
                await self._forget_contacts(key for key in self._contacts() if _aor(key) not in phones)
                # The last, since it is the longest list, and a call does without an entry (dialplan/lookup.py).
                await self._compare_ways()
            except (AmiAway, AmiError) as problem:
                log.warning("could not compare Asterisk with the database: %s", problem)
                return
        # Thousands take seconds; changes need not wait for them.
        await self._watch(phones)

    async def _registrations(self, steps: Sequence[Step]) -> None:
        """Asking for the list makes Asterisk read the table, and start what is new (tried on 22.10)."""
        for step in steps:
            if isinstance(step, DeleteRow) and step.table == "ps_registrations":
                await self._quietly("PJSIPUnregister", Registration=step.id)
        if any(isinstance(step, PutRow) and step.table == "ps_registrations" for step in steps):
            await self._ask("PJSIPShowRegistrationsOutbound")

    async def _watch(self, names: Collection[str]) -> None:
        """Have Asterisk ask providers whether they are there, and notice which phones register.

        Of a new row it learns no other way: the phone rings, but its lamp stays dark, no waiting line gives it a call,
        and nobody is called back on it. An endpoint that nobody has looked at has no state (tried on 22.10).
        """
        if self._console is not None and names:
            await asyncio.to_thread(_look_at, self._console, sorted(names))

    async def _hints(self, put: Iterable[Hint], dropped: Iterable[Hint]) -> None:
        actions = [
            self._quietly("DialplanExtensionRemove", Context=h.context, Extension=h.number, Priority="hint")
            for h in dropped
        ] + [
            self._ask(
                "DialplanExtensionAdd",
                Context=h.context,
                Extension=h.number,
                Priority="hint",
                Application=h.devices,
                Replace="yes",
            )
            for h in put
        ]
        await _all(actions)

    async def _ways(self, opened: Iterable[Way], closed: Iterable[Way]) -> None:
        actions = [
            self._quietly("DialplanExtensionRemove", Context=w.context, Extension=w.number, Priority="1")
            for w in closed
        ] + [
            self._ask(
                "DialplanExtensionAdd",
                Context=w.context,
                Extension=w.number,
                Priority="1",
                Application="Goto",
                ApplicationData=f"{w.leads_to},s,1",
                Replace="yes",
            )
            for w in opened
        ]
        await _all(actions)

    async def _compare_ways(self) -> None:
        answer = await self._ask("ShowDialPlan", deadline=60.0)
        have = {
            Way(message["Context"], message["Extension"], message.get("AppData", "").partition(",")[0])
            for message in answer
            if message.get("Context", "").startswith(_CONTEXTS) and message.get("Priority") == "1"
        }
        want = set(self._database.ways())
        places = {(way.context, way.number) for way in want}
        await self._ways(want - have, [way for way in have - want if (way.context, way.number) not in places])

    async def _forget_contacts(self, keys: Iterable[str]) -> None:
        for key in list(keys):
            family, _, rest = key.strip("/").partition("/")
            await self._quietly("DBDel", Family=family, Key=rest)

    async def _quietly(self, name: str, **fields: str) -> None:
        """For removals: what is not there any more needs no removing."""
        try:
            await self._ask(name, deadline=2.0, **fields)
        except AmiError as answer:
            log.debug("%s", answer)

    async def _ask(self, name: str, *, deadline: float = 2.0, **fields: str) -> list[dict[str, str]]:
        if self.gateway is None:
            raise AmiAway("not connected to Asterisk's manager interface")
        return await self.gateway.ask(name, deadline=deadline, **fields)

    def _contacts_of_now(self) -> list[str]:
        """The same with what it has not committed yet: a phone that signed in a moment ago. Not for an event loop."""
        said = self._console("database show registrar") if self._console is not None else ""
        return [*self._contacts(), *_CONTACT.findall(said)]

    def _contacts(self) -> list[str]:
        """Keys of registered phones in Asterisk's own database, which it commits about once a second."""
        return contact_keys(self._astdb)


async def _all(actions: Sequence[Coroutine[Any, Any, object]]) -> None:
    for start in range(0, len(actions), AT_ONCE):
        await asyncio.gather(*actions[start : start + AT_ONCE])


def _of_a_pattern(hint: Hint) -> bool:
    """Made by Asterisk itself when a phone watched a number such as `*78101`; goes when the pattern goes."""
    return hint.number.startswith(("*", "#"))


def contact_keys(astdb: Path) -> list[str]:
    """`/registrar/contact;<login>;@<hash>` for every registered phone; empty before Asterisk's first start."""
    try:
        with closing(sqlite3.connect(f"{astdb.as_uri()}?mode=ro", uri=True, timeout=1.0)) as database:
            query = "SELECT key FROM astdb WHERE key >= '/registrar/contact' AND key < '/registrar/contacu'"
            return [str(key) for (key,) in database.execute(query)]
    except sqlite3.Error as problem:
        log.debug("Asterisk's database cannot be read: %s", problem)
        return []


def _look_at(console: Callable[[str], str], names: Iterable[str]) -> None:
    """About a millisecond each."""
    for name in names:
        if name.startswith(_LINES):
            console(f"pjsip show endpoint {name}")
        console(f"pjsip reload qualify aor {name}")


def _aor(key: str) -> str:
    """The phone's login in a contact's key."""
    return key.rpartition("/")[2].removeprefix("contact;").partition(";")[0]
