"""Which lamps of switches are lit: do not disturb, closed now, agents on duty, taken parking slots.

The truth is the document and what was switched by phone; Asterisk's lamps follow it. Small changes are told at once;
after every (re)connection everything is compared, so nothing is queued while Asterisk is away.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any, Final

from node_agent.asterisk.ami import AmiAway, AmiError, Gateway
from node_agent.asterisk.realtime.rows.lamps import AGENT, CLOSED, DO_NOT_DISTURB, PARKED, QUIET, switch_device
from node_agent.calls.directory import Directory
from node_agent.calls.parked import ParkedCalls
from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic
from tenants.model import Company, Employee, Kind, Schedule
from tenants.model.company import Key

log = logging.getLogger(__name__)
LIT: Final = {DO_NOT_DISTURB: "INUSE", QUIET: "BUSY", AGENT: "INUSE", CLOSED: "INUSE", PARKED: "INUSE"}
DARK: Final = {QUIET: "UNAVAILABLE"}
"""All others: not in use. Not unknown: Asterisk tells nobody of a change to that."""
TOPICS: Final = frozenset({Topic.DO_NOT_DISTURB, Topic.CLOSED_NOW, Topic.AGENT})
KINDS: Final = frozenset({Kind.EMPLOYEE, Kind.SCHEDULE})


class SwitchLamps:
    """Knows which lamps should be lit and which are. One event loop."""

    def __init__(self, directory: Directory, memories: KeptMemories, parked: ParkedCalls) -> None:
        self._directory, self._memories = directory, memories
        self._wanted: dict[str, dict[str, bool]] = {}
        """By company and device."""
        self._shown: dict[str, bool] = {}
        self._due: set[str] = set()
        self._looked = False
        """Whether all companies were looked at; that waits for Asterisk, since a start has more urgent things to do."""
        directory.watchers.append(self._served)
        memories.watchers.append(self._switched)
        parked.watchers.append(self._parked)

    @property
    def due(self) -> bool:
        """Whether Asterisk has to be told of something."""
        return bool(self._due)

    def compare(self, states: Iterable[tuple[str, str]]) -> None:
        """All device states that Asterisk has, after a (re)connection; what differs is due."""
        if not self._looked:
            self._looked = True
            for company in self._directory.companies():
                self._served(company.id, company, None)
        self._shown = {device: state in ("BUSY", "INUSE") for device, state in states if device.startswith("Custom:")}
        wanted = {device: lit for lamps in self._wanted.values() for device, lit in lamps.items()}
        self._due = {device for device, lit in wanted.items() if lit != self._shown.get(device, False)}
        self._due |= {device for device, lit in self._shown.items() if lit and device not in wanted}

    async def tell(self, gateway: Gateway) -> None:
        """Light and darken what is due; what does not get through is compared at the next connection."""
        while self._due:
            device = self._due.pop()
            lit = self._is_wanted(device)
            kind = _kind_of(device)
            state = LIT[kind] if lit else DARK.get(kind, "NOT_INUSE")
            try:
                await gateway.ask("Setvar", Variable=f"DEVICE_STATE({device})", Value=state)
            except (AmiAway, AmiError) as problem:
                log.warning("a lamp was not told: %s", problem)
            else:
                self._shown[device] = lit

    def _is_wanted(self, device: str) -> bool:
        company = device.partition("_")[2].rpartition("_")[0]
        return self._wanted.get(company, {}).get(device, False)

    # What changes.

    def _served(self, company_id: str, now: Company | None, keys: Iterable[Key] | None) -> None:
        if now is None:
            self._replace(company_id, {})
        elif keys is None:
            parked = {d: lit for d, lit in self._wanted.get(company_id, {}).items() if _kind_of(d) == PARKED}
            self._replace(company_id, dict(_lamps(self._all(now), now, self._memories)) | parked)
        elif concerned := [key for key in keys if key[0] in KINDS]:
            # A number that somebody else has now is one of few: the lamps of the others are not looked at.
            known = self._wanted.setdefault(company_id, {})
            items = [item for key in concerned if (item := now.objects.get(key)) is not None]
            for device, lit in _lamps(items, now, self._memories):
                self._set(known, device, lit)
            self._darken_nobodys(now, known)

    def _darken_nobodys(self, now: Company, known: dict[str, bool]) -> None:
        for device in [device for device, lit in known.items() if lit and _kind_of(device) != PARKED]:
            if device.rpartition("_")[2] not in now.short_numbers:
                self._set(known, device, lit=False)

    def _switched(self, company_id: str, topic: Topic, item_id: str, _value: Any) -> None:
        company = self._directory.company(company_id)
        if topic not in TOPICS or company is None:
            return
        kind = Kind.SCHEDULE if topic is Topic.CLOSED_NOW else Kind.EMPLOYEE
        if (item := company.objects.get((kind, item_id))) is not None:
            for device, lit in _lamps([item], company, self._memories):
                self._set(self._wanted.setdefault(company_id, {}), device, lit)

    def _parked(self, company_id: str, slot: str, taken: bool) -> None:
        self._set(self._wanted.setdefault(company_id, {}), switch_device(PARKED, company_id, slot), taken)

    def _replace(self, company_id: str, wanted: dict[str, bool]) -> None:
        before = self._wanted.get(company_id, {})
        self._wanted[company_id] = wanted
        self._due |= {d for d in before.keys() | wanted.keys() if before.get(d, False) != wanted.get(d, False)}

    def _set(self, known: dict[str, bool], device: str, lit: bool) -> None:
        if known.get(device, False) != lit:
            self._due.add(device)
        known[device] = lit

    @staticmethod
    def _all(company: Company) -> Iterator[Any]:
        yield from company.employees.values()
        yield from company.all_of(Schedule)


def _lamps(items: Iterable[Any], company: Company, memories: KeptMemories) -> Iterator[tuple[str, bool]]:
    """Device and whether it should be lit, of employees and schedules."""
    for item in items:
        match item:
            case Employee():
                quiet = _quiet(company, item, memories)
                yield _device(DO_NOT_DISTURB, company, item.number), quiet
                yield _device(QUIET, company, item.number), quiet
                yield _device(AGENT, company, item.number), _on_duty(company, item, memories)
            case Schedule(number=str(number)):
                switched = memories.get(company.id, Topic.CLOSED_NOW, item.id)
                yield _device(CLOSED, company, number), bool(item.closed_now if switched is None else switched)


def _quiet(company: Company, employee: Employee, memories: KeptMemories) -> bool:
    switched = memories.get(company.id, Topic.DO_NOT_DISTURB, employee.id)
    return bool(employee.do_not_disturb if switched is None else switched)


def _on_duty(company: Company, employee: Employee, memories: KeptMemories) -> bool:
    state = memories.get(company.id, Topic.AGENT, employee.id)
    return isinstance(state, dict) and bool(state.get("lines")) and state.get("paused") is None


def _device(what: str, company: Company, number: str) -> str:
    return switch_device(what, company.id, number)


def _kind_of(device: str) -> str:
    """`dnd` of `Custom:dnd_acme_101`."""
    kind = device.removeprefix("Custom:").partition("_")[0]
    return kind if kind in LIT else PARKED
