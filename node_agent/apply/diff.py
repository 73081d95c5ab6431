"""What has to change for Asterisk when a company goes from one version to the next. Pure.

Only objects that changed, and those that show them (an employee's name on the phones, the phones in a number's
fallback), are looked at: the cost follows the change, not the company.
"""

from collections.abc import Collection, Iterable, Mapping

from node_agent.apply.touched import touched
from node_agent.asterisk.realtime.rows import (
    Hint,
    RowMaker,
    Rows,
    Site,
    Way,
    all_hints,
    all_rows,
    code_hints,
    hints_of,
    ways_in,
)
from node_agent.asterisk.realtime.steps import DeleteRow, DropHint, DropWay, PutHint, PutRow, PutWay, Step
from tenants.model import Company, Kind
from tenants.model.company import Key

Hints = dict[str, Hint]
"""By short number."""
Ways = Mapping[str, Way]
"""By number."""
State = tuple[Rows, Hints, Ways]


def steps_between(old: Company | None, new: Company | None, changed: Iterable[Key], site: Site) -> tuple[Step, ...]:
    """The steps from `old` to `new`; `changed` names every object that differs. None: the company is not here."""
    if old is None or new is None or _everywhere(old) != _everywhere(new):
        return _compare(_everything(old, site), _everything(new, site))
    keys = touched(old, new, changed)
    return _compare(_of(old, keys, site), _of(new, keys, site))


def changed_keys(old: Company | None, new: Company) -> frozenset[Key]:
    """Every object that differs between two versions, when no patch tells."""
    before = old.objects if old else {}
    keys = before.keys() | new.objects.keys()
    return frozenset(key for key in keys if before.get(key) != new.objects.get(key))


def repair(rows: Rows, hints: Iterable[Hint], ways: Iterable[Way], company: Company, site: Site) -> tuple[Step, ...]:
    """The steps from what the database holds to what it should hold."""
    return _compare(_held(rows, hints, ways), _everything(company, site))


def removal(rows: Rows, hints: Iterable[Hint], ways: Iterable[Way]) -> tuple[Step, ...]:
    """The steps that take everything away."""
    return _compare(_held(rows, hints, ways), ({}, {}, {}))


def _held(rows: Rows, hints: Iterable[Hint], ways: Iterable[Way]) -> State:
    return rows, {hint.number: hint for hint in hints}, {way.number: way for way in ways}


def _of(company: Company, keys: Collection[Key], site: Site) -> State:
    maker = RowMaker(company, site)
    rows: Rows = {}
    hints: Hints = {}
    for key in keys:
        item = company.objects.get(key)
        rows |= maker.of(item)
        hints |= {hint.number: hint for hint in hints_of(company, item)}
    if any(kind == Kind.SHORT_CODE for kind, _ in keys):
        hints |= {hint.number: hint for hint in code_hints(company)}
    return rows, hints, ways_in(company.id, rows)


def _everything(company: Company | None, site: Site) -> State:
    if company is None:
        return {}, {}, {}
    rows = all_rows(company, site)
    return rows, dict(all_hints(company)), ways_in(company.id, rows)


def _compare(before: State, after: State) -> tuple[Step, ...]:
    old_rows, old_hints, old_ways = before
    new_rows, new_hints, new_ways = after
    gone = [DeleteRow(*key) for key in sorted(old_rows.keys() - new_rows.keys())]
    put = [PutRow(*key, row) for key, row in sorted(new_rows.items()) if old_rows.get(key) != row]
    dropped = [DropHint(hint) for number, hint in sorted(old_hints.items()) if number not in new_hints]
    hinted = [PutHint(hint) for number, hint in sorted(new_hints.items()) if old_hints.get(number) != hint]
    closed = [DropWay(way) for number, way in sorted(old_ways.items()) if number not in new_ways]
    opened = [PutWay(way) for number, way in sorted(new_ways.items()) if old_ways.get(number) != way]
    return (*gone, *put, *dropped, *hinted, *closed, *opened)


def _everywhere(company: Company) -> tuple[str, str | None]:
    """What stands in the rows of most objects."""
    return company.profile.language, company.profile.music
