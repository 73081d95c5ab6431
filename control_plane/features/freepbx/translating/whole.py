"""The whole of it: a source becomes objects, in the order in which things lead to one another."""

import secrets
from collections.abc import Callable
from datetime import date

from control_plane.features.freepbx.reading.source import Source
from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.contacts import make_contacts
from control_plane.features.freepbx.translating.hours import make_condition, make_toggle
from control_plane.features.freepbx.translating.leftovers import note_leftovers
from control_plane.features.freepbx.translating.lines import make_lines
from control_plane.features.freepbx.translating.mailboxes import make_other_mailboxes
from control_plane.features.freepbx.translating.mending import mend
from control_plane.features.freepbx.translating.menus import make_announcement, make_menus, reserve_menus
from control_plane.features.freepbx.translating.numbers import make_numbers
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.people import make_people, reserve_people
from control_plane.features.freepbx.translating.queues import make_queues, reserve_queues
from control_plane.features.freepbx.translating.rooms import make_rooms, reserve_rooms
from control_plane.features.freepbx.translating.routes import make_routes
from control_plane.features.freepbx.translating.sounds import make_sounds
from control_plane.features.freepbx.translating.teams import make_teams, reserve_teams
from control_plane.features.freepbx.translating.time_groups import make_schedules
from tenants.model import Company
from tenants.model.pin import weak_pin

_TURNS: dict[str, Callable[[Office, Row], None]] = {
    "announcement": make_announcement,
    "timeconditions": make_condition,
    "daynight": make_toggle,
}
_STEPS: tuple[Callable[[Office], None], ...] = (
    reserve_people,
    reserve_teams,
    reserve_queues,
    reserve_menus,
    reserve_rooms,
    make_sounds,
    make_schedules,
    make_lines,
    make_routes,
    make_people,
    make_teams,
    make_queues,
    make_rooms,
    make_other_mailboxes,
    make_menus,
    make_numbers,
    make_contacts,
)


def translate(source: Source, company: Company, today: date, new_id: Callable[[], str]) -> tuple[Office, Company]:
    """The new objects with their report, and the company as it would be with them; `company` is as it is now."""
    office = Office(source, company, today, new_id, new_pin)
    for step in _STEPS:
        step(office)
    _make_wanted(office)
    _note_settings(office)
    note_leftovers(office)
    return office, mend(office)


def _make_wanted(office: Office) -> None:
    """What something leads to; it may itself lead to more of it."""
    done = 0
    while done < len(office.wanted):
        table, row = office.wanted[done]
        _TURNS[table](office, row)
        done += 1


def _note_settings(office: Office) -> None:
    """FreePBX's own settings that people may have relied on."""
    for row in office.source.table("freepbx_settings"):
        zone = row["value"]
        if row["keyword"] == "PHPTIMEZONE" and zone not in ("", office.company.profile.time_zone):
            office.changed(Why.TIME_ZONE, row, "value", other=office.company.profile.time_zone)


def new_pin() -> str:
    """Six digits that nobody would try first."""
    while weak_pin(pin := f"{secrets.randbelow(1_000_000):06}"):
        pass
    return pin
