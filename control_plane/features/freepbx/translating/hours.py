"""Time conditions and call flow toggles: where calls go at which hour, or while somebody has turned a switch."""

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import destination
from control_plane.features.freepbx.translating.fitting import name_from
from control_plane.features.freepbx.translating.office import Office
from tenants.model import Destination, Flow, Kind, Schedule, Weekday, WeeklySpan


def make_condition(office: Office, row: Row) -> None:
    """A time condition that something other than a number leads to: a call path with one branch."""
    identifier = office.id_at("timeconditions", row.key, Kind.FLOW)
    assert identifier is not None
    name = name_from(row["displayname"], f"Time condition {row.key}")
    schedule = schedule_of(office, row)
    yes, no = destination(office, row, "truegoto"), destination(office, row, "falsegoto")
    if schedule is None:
        no = yes
    office.changed(Why.AS_CALL_PATH, row, name=name)
    _branch(office, row, identifier, name, schedule, yes, no)


def schedule_of(office: Office, row: Row) -> str | None:
    """The schedule of a time condition; None, with a note, for one that goes by a calendar."""
    identifier = office.id_at("timegroups_groups", row["time"], Kind.SCHEDULE)
    if row["mode"] in ("", "time-group") and identifier is not None:
        _note_override(office, row)
        zone = row["timezone"]
        if zone not in ("", "default", office.company.profile.time_zone):
            office.changed(Why.TIME_ZONE, row, "timezone", other=office.company.profile.time_zone)
        return identifier
    office.left(Why.CALENDAR, row, "calendar_id" if row["calendar_id"] else "time")
    return None


def _note_override(office: Office, row: Row) -> None:
    state = office.source.astdb.get("TC", {}).get(row.key, "")
    if state:
        office.changed(Why.OVERRIDDEN, row, value=state, name=row["displayname"])


def make_toggle(office: Office, row: Row) -> None:
    """A call flow toggle (day/night): a schedule that is always open, and its switch."""
    identifier = office.id_at("daynight", row.key, Kind.FLOW)
    assert identifier is not None
    mine = [each for each in office.source.table("daynight") if each.key == row.key]
    modes = {each["dmode"]: each for each in mine}
    title = modes.get("fc_description")
    name = name_from(title["dest"] if title is not None else "", f"Day and night {row.key}")
    yes, no = (destination(office, modes[way], "dest") if way in modes else None for way in ("day", "night"))
    schedule = office.reserve(("daynight-switch", row.key), Kind.SCHEDULE)
    night = office.source.astdb.get("DAYNIGHT", {}).get(f"C{row.key}") == "NIGHT"
    always = WeeklySpan(opens="00:00", closes="24:00", days=tuple(Weekday))
    office.make(Schedule, row, schedule, name=name, weekly=(always,), closed_now=night or None)
    office.changed(Why.SWITCH, row, name=name)
    _branch(office, row, identifier, name, schedule, yes, no)


def _branch(
    office: Office,
    row: Row,
    identifier: str,
    name: str,
    schedule: str | None,
    yes: Destination | None,
    no: Destination | None,
) -> None:
    steps = [_step("open", yes), _step("closed", no)]
    if schedule is not None:
        case = {"hours": schedule, "then": "open"}
        steps = [{"name": "hours", "do": "branch", "cases": [case], "otherwise": "closed"}, *steps]
    office.make(Flow, row, identifier, name=name, start=steps[0]["name"], steps=steps)


def _step(name: str, there: Destination | None) -> dict[str, object]:
    return {"name": name, "do": "hand", "destination": there} if there is not None else {"name": name, "do": "end"}
