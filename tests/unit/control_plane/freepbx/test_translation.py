"""What becomes of FreePBX's things, one kind after the other, and that nothing is lost in silence."""

from typing import Any

import pytest

from control_plane.features.freepbx.reading.faults import SENTENCES
from control_plane.features.freepbx.report import Grade, Why
from control_plane.features.freepbx.words import KINDS, WORDS
from control_plane.web.import_sentences import IMPORT_SENTENCES
from tenants.lint import Severity, lint
from tenants.model import (
    CallerRule,
    Company,
    Contact,
    Employee,
    Flow,
    Line,
    LineAuthentication,
    Mailbox,
    Menu,
    Number,
    Parking,
    Profile,
    Room,
    Schedule,
    Team,
    TeamOrder,
    Treatment,
    WaitingLine,
)
from tenants.model.pin import pin_fits
from tests.kit.freepbx import COLUMNS
from tests.kit.freepbx_office import ASTDB, VOICEMAIL_CONF, office
from tests.unit.control_plane.freepbx.translated import EMPTY, only, told, translated

VOICEMAIL_FILE = {"./etc/asterisk/voicemail.conf": VOICEMAIL_CONF.encode()}

Rows = dict[str, list[dict[str, Any]]]


def person(made: object, number: str) -> Employee:
    (found,) = [item for item in made.items.values() if isinstance(item, Employee) and item.number == number]  # type: ignore[attr-defined]
    return found


def test_the_realistic_office_is_without_mistakes_as_a_whole() -> None:
    _, company = translated(office(), ASTDB, files=VOICEMAIL_FILE)
    assert [found.text for found in lint(company) if found.severity is Severity.ERROR] == []


def test_every_value_is_taken_or_told() -> None:
    """A marker in each column of each table turns up in an object or in the report, or its field does."""
    rows = office()
    for table, columns in COLUMNS.items():
        if rows.get(table) and table not in ("pjsip", "queues_details", "cdr"):
            rows[table][0] = {**{name: f"marker-{name}" for name in columns}, **rows[table][0]}
    made, _ = translated(rows, ASTDB, files=VOICEMAIL_FILE)
    seen = " ".join(str(item.plain()) for item in made.items.values())
    named = {(entry.table, entry.field) for entry in made.report.entries}
    lost = [
        (table, name)
        for table, columns in COLUMNS.items()
        if rows.get(table) and table not in ("pjsip", "queues_details", "freepbx_settings")
        for name in columns
        if str(rows[table][0].get(name, "")) == f"marker-{name}"
        and f"marker-{name}" not in seen
        and (table, name) not in named
    ]
    assert sorted(lost) == NUMBERS_AND_SWITCHES


NUMBERS_AND_SWITCHES = [("meetme", "users"), ("ringgroups", "cwignore")]
"""Fields of which only a number, or whether something stands there, is looked at: no text stands there."""


def test_each_reason_and_kind_has_words() -> None:
    assert set(WORDS) == set(Why)
    made, _ = translated(office(), ASTDB, files=VOICEMAIL_FILE)
    assert {key[0] for key in made.items} <= set(KINDS)


def test_do_not_disturb_forwards_and_call_waiting_come_from_the_key_value_database() -> None:
    astdb = {"DND": {"101": "YES"}, "CF": {"102": "103"}, "CW": {"101": "ENABLED"}, "CFU": {"103": "nobody"}}
    made, _ = translated({}, astdb)
    assert person(made, "101").do_not_disturb
    forward = person(made, "102").forward_always
    assert forward is not None
    assert forward.id == person(made, "103").id
    assert (person(made, "101").call_waiting, person(made, "102").call_waiting) == (True, False)
    assert (Why.POINTS_NOWHERE, "astdb", "value", "nobody") in told(made, Grade.LEFT)


def test_pins_are_kept_unless_anybody_would_guess_them() -> None:
    made, _ = translated({}, {}, files=VOICEMAIL_FILE)
    boxes = {item.owners[0]: item for item in made.items.values() if isinstance(item, Mailbox) if item.owners}
    anna, boris = (boxes[person(made, number).id] for number in ("101", "102"))
    assert pin_fits(anna.pin, "bluebell", anna.id, "7319")
    assert boris.pin is None
    assert boris.attach is False
    assert (Why.WEAK_PIN, "voicemail", "pwd", "•••") in told(made, Grade.CHANGED)


def test_a_room_never_loses_its_lock() -> None:
    made, _ = translated({"meetme": [{"exten": "300", "description": "Board", "userpin": "1111", "adminpin": "7319"}]})
    room = only(made, Room)
    (new,) = made.pins
    assert pin_fits(room.pin, "bluebell", room.id, new.pin)
    assert pin_fits(room.host_pin, "bluebell", room.id, "7319")
    assert "1111" not in str(made.report)


def test_follow_me_is_taken_when_it_was_on_and_told_when_nobody_knows() -> None:
    rows = {
        "findmefollow": [
            {"grpnum": "101", "strategy": "hunt", "grptime": 30, "grplist": "101-89034445566#-102", "pre_ring": 0},
        ]
    }
    on, _ = translated(rows, {"AMPUSER": {"101/followme/ddial": "DIRECT"}})
    steps = person(on, "101").ring_steps
    assert [step.number for step in steps] == [None, "+79034445566"]
    assert (Why.COLLEAGUE_STEP, "findmefollow", "grplist", "102") in told(on, Grade.LEFT)
    off, _ = translated(rows, {"AMPUSER": {"101/followme/ddial": "EXTENSION"}})
    assert person(off, "101").ring_steps == ()
    unknown, _ = translated(rows)
    assert (Why.NOT_IN_FILE, "findmefollow", "grplist", "101-89034445566#-102") in told(unknown, Grade.LEFT)


@pytest.mark.parametrize(
    ("strategy", "order", "changed"),
    [("ringall", TeamOrder.ALL, False), ("hunt", TeamOrder.IN_ORDER, False), ("memoryhunt", TeamOrder.IN_ORDER, True)],
)
def test_a_group_rings_in_the_order_it_had(strategy: str, order: TeamOrder, changed: bool) -> None:
    group = {
        "grpnum": "600",
        "strategy": strategy,
        "grptime": 2,
        "grplist": "101-102-999",
        "postdest": "ext-group,600,1",
    }
    made, _ = translated({"ringgroups": [group]})
    team = only(made, Team)
    assert (team.order, len(team.members), team.ring_seconds) == (order, 2, 5)
    assert ((Why.STRATEGY, "ringgroups", "strategy", strategy) in told(made, Grade.CHANGED)) is changed
    assert (Why.FITTED, "ringgroups", "grptime", "2") in told(made, Grade.CHANGED)
    assert (Why.NOBODY, "ringgroups", "grplist", "999") in told(made, Grade.LEFT)


def test_static_agents_serve_always_and_dynamic_ones_log_in() -> None:
    queue = {"extension": "400", "descr": "Support", "ivr_id": "1", "dest": "ext-local,vmu101,1"}
    members = [{"id": "400", "keyword": "member", "data": "Local/101@from-queue/n,3", "flags": 0}]
    rows: Rows = {
        "queues_config": [queue],
        "queues_details": members,
        "ivr_details": [{"id": 1, "name": "While you wait", "timeout_destination": "from-did-direct,101,1"}],
        "ivr_entries": [{"ivr_id": 1, "selection": "1", "dest": "from-did-direct,102,1"}],
    }
    made, _ = translated(rows, {"QPENALTY": {"400/agents/102": "1", "400/dynmemberonly": "yes"}})
    line = only(made, WaitingLine)
    assert [(agent.always, agent.penalty) for agent in line.agents] == [(True, 3), (False, 1)]
    assert [choice.digit for choice in line.exits] == ["1"]


def test_old_menus_have_silence_and_wrong_digits_among_their_choices() -> None:
    rows = {
        "ivr_details": [{"id": 7, "name": "Old", "directdial": "", "timeout_time": 99, "timeout_loops": "disabled"}],
        "ivr_entries": [
            {"ivr_id": 7, "selection": selection, "dest": f"from-did-direct,{number},1"}
            for selection, number in (("1", "101"), ("t", "102"), ("i", "103"), ("_X.", "101"))
        ],
    }
    made, _ = translated(rows)
    menu = only(made, Menu)
    assert ([choice.digits for choice in menu.choices], menu.wait_seconds, menu.attempts) == (["1"], 60, 1)
    assert menu.on_silence is not None
    assert menu.on_wrong is not None
    assert (menu.on_silence.id, menu.on_wrong.id) == (person(made, "102").id, person(made, "103").id)
    assert (Why.FIELD, "ivr_entries", "selection", "_X.") in told(made, Grade.LEFT)


def test_day_and_night_become_a_schedule_with_a_switch_that_stands_as_it_stood() -> None:
    rows = {
        "daynight": [
            {"ext": "0", "dmode": "day", "dest": "from-did-direct,101,1"},
            {"ext": "0", "dmode": "night", "dest": "from-did-direct,102,1"},
            {"ext": "0", "dmode": "fc_description", "dest": "Lunch"},
        ],
        "incoming": [{"extension": "84951230001", "destination": "app-daynight,0,1"}],
    }
    made, _ = translated(rows, {"DAYNIGHT": {"C0": "NIGHT"}})
    schedule, flow = only(made, Schedule), only(made, Flow)
    assert (schedule.name, schedule.closed_now, flow.name) == ("Lunch", True, "Lunch")
    assert only(made, Number).destination.id == flow.id


def test_conditions_that_lead_in_circles_come_to_an_end() -> None:
    rows: Rows = {
        "timegroups_groups": [{"id": 1, "description": "Hours"}],
        "timegroups_details": [{"id": 1, "timegroupid": 1, "time": "*|*|1|jan"}],
        "timeconditions": [
            {"timeconditions_id": n, "time": 1, "truegoto": f"timeconditions,{3 - n},1", "falsegoto": ""}
            for n in (1, 2)
        ],
        "miscdests": [{"id": 1, "description": "Round", "destdial": "84951230001"}],
        "incoming": [
            {"extension": "84951230001", "destination": "timeconditions,1,1"},
            {"extension": "84951230002", "destination": "from-trunk,84951230002,1"},
        ],
    }
    made, company = translated(rows)
    assert [found.text for found in lint(company) if found.severity is Severity.ERROR] == []
    assert len([item for item in made.items.values() if isinstance(item, Number)]) == 2


def test_a_calendar_that_is_not_there_is_told_and_calls_go_as_if_it_were_open() -> None:
    condition = {
        "timeconditions_id": 1,
        "displayname": "Calendar",
        "mode": "calendar-group",
        "calendar_id": "c-1",
        "truegoto": "from-did-direct,101,1",
        "falsegoto": "from-did-direct,102,1",
    }
    rows: Rows = {
        "timeconditions": [condition],
        "incoming": [{"extension": "84951230001", "destination": "timeconditions,1,1"}],
    }
    made, _ = translated(rows)
    assert (Why.CALENDAR, "timeconditions", "calendar_id", "c-1") in told(made, Grade.LEFT)
    assert only(made, Flow).steps[0].destination.id == person(made, "101").id


def test_an_old_line_registers_as_its_line_of_registration_said() -> None:
    rows = {
        "trunks": [{"trunkid": 1, "name": "City", "tech": "sip", "keepcid": "all", "channelid": "city"}],
        "sip": [
            {"id": "tr-peer-1", "keyword": "host", "data": "sip.example.net", "flags": 2},
            {"id": "tr-peer-1", "keyword": "secret", "data": "other", "flags": 3},
            {"id": "tr-reg-1", "keyword": "register", "data": "user7:s3cret@sip.example.net:5070/user7", "flags": 0},
        ],
    }
    made, _ = translated(rows)
    line = only(made, Line)
    assert (line.authentication, line.username, line.disabled) == (LineAuthentication.REGISTRATION, "user7", True)
    assert made.passwords == {line.id: "s3cret"}
    assert "s3cret" not in str(made.report)


def test_unwanted_callers_and_those_with_a_way_of_their_own_become_rules() -> None:
    rows = {
        "incoming": [
            {"extension": "84951230001", "destination": "from-did-direct,101,1"},
            {"extension": "", "cidnum": "89161234567", "destination": "from-did-direct,102,1"},
            {"extension": "84951230001", "cidnum": "_8916X.", "destination": "from-did-direct,102,1"},
        ]
    }
    made, _ = translated(rows, {"blacklist": {"84950000000": "Spam", "blocked": "1", "dest": "from-did-direct,103,1"}})
    rules = {item.prefix: item for item in made.items.values() if isinstance(item, CallerRule)}
    assert rules["+79161234567"].treatment is Treatment.SEND
    assert rules["+74950000000"].destination is not None
    assert only(made, Number).anonymous is Treatment.SEND
    assert (Why.PATTERN, "incoming", "cidnum", "_8916X.") in told(made, Grade.LEFT)


def test_contacts_come_with_their_speed_dials_and_private_ones_are_told() -> None:
    rows: Rows = {
        "contactmanager_groups": [
            {"id": 1, "owner": -1, "name": "Suppliers", "type": "external"},
            {"id": 2, "owner": 7, "name": "Mine", "type": "private"},
        ],
        "contactmanager_group_entries": [
            {"id": 1, "groupid": 1, "user": -1, "displayname": "Paper Ltd"},
            {"id": 2, "groupid": 2, "user": -1, "displayname": "Mum"},
        ],
        "contactmanager_entry_numbers": [
            {"id": 1, "entryid": 1, "number": "8 (495) 765-43-21", "E164": "74957654321", "type": "work"},
            {"id": 2, "entryid": 2, "number": "89160001122", "type": "home"},
        ],
        "contactmanager_entry_speeddials": [{"id": "12", "entryid": 1, "numberid": 1}],
    }
    made, _ = translated(rows)
    contact = only(made, Contact)
    assert (contact.name, contact.number, contact.speed_dial) == ("Paper Ltd", "+74957654321", "12")
    assert (Why.FIELD, "contactmanager_groups", "type", "Mine") in told(made, Grade.LEFT)


def test_what_the_checks_would_refuse_is_left_and_the_rest_comes() -> None:
    rows: Rows = {
        "ivr_details": [{"id": 1, "name": "Nowhere"}],
        "incoming": [{"extension": "84951230001", "destination": "ivr-1,s,1"}],
    }
    made, _ = translated(rows)
    assert not [item for item in made.items.values() if isinstance(item, Menu)]
    assert only(made, Number).destination is None
    assert {why for why, *_ in told(made, Grade.LEFT)} >= {Why.MISTAKE, Why.POINTS_NOWHERE}


def test_names_whose_letters_the_dump_has_lost_are_told() -> None:
    made, _ = translated({"users": [{"extension": "101", "name": "???? ???????"}]})
    assert (Why.LETTERS_LOST, "users", "name", "???? ???????") in told(made, Grade.CHANGED)


def test_a_parking_whose_slots_are_somebodys_numbers_is_left() -> None:
    lot = {"id": 1, "name": "Lot", "parkext": "100", "parkpos": "101", "numslots": 4, "parkingtime": 45}
    made, _ = translated({"parkplus": [lot]})
    assert not [item for item in made.items.values() if isinstance(item, Parking)]
    assert (Why.NUMBER_TAKEN, "parkplus", "parkpos", "101") in told(made, Grade.LEFT)


def test_numbers_without_country_code_are_read_as_the_companys_country_writes_them() -> None:
    german = Company.build("bluebell", 1, [Profile(id="bluebell", name="Bluebell", country="DE")])
    made, _ = translated({"incoming": [{"extension": "030123456", "destination": ""}]}, company=german)
    assert only(made, Number).number == "+4930123456"
    assert EMPTY.profile.country == "RU"


def test_numbers_of_the_companys_own_area_may_come_without_its_code() -> None:
    moscow = Company.build("bluebell", 1, [Profile(id="bluebell", name="Bluebell", area_code="495")])
    made, _ = translated({"incoming": [{"extension": "1230001", "destination": ""}]}, company=moscow)
    assert only(made, Number).number == "+74951230001"


def test_a_forward_that_was_dialled_with_the_prefix_for_outside_leads_outside() -> None:
    rows: Rows = {
        "outbound_routes": [{"route_id": 1, "name": "Out"}],
        "outbound_route_patterns": [{"route_id": 1, "match_pattern_prefix": "9", "match_pattern_pass": "."}],
    }
    made, _ = translated(rows, {"CF": {"101": "989037778899"}})
    forward = person(made, "101").forward_always
    assert forward is not None
    assert forward.number == "+79037778899"
    assert made.profile == {"outside_prefix": "9"}


def test_an_employee_whose_number_is_too_long_is_told_by_name() -> None:
    made, _ = translated({"users": [{"extension": "1234567", "name": "Long"}, {"extension": "101", "name": "Anna"}]})
    assert [item.name for item in made.items.values() if isinstance(item, Employee)] == ["Anna"]
    assert (Why.NO_SHORT_NUMBER, "users", "extension", "1234567") in told(made, Grade.LEFT)


def test_each_fault_of_a_file_is_said_in_the_readers_language() -> None:
    assert set(SENTENCES.values()) <= set(IMPORT_SENTENCES)
