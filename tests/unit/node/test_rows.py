"""From a company to rows: text is safe for its place, and a change costs what changed."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from node_agent.apply.diff import changed_keys, steps_between
from node_agent.asterisk.realtime.database import RealtimeDatabase, RealtimeUnreadable
from node_agent.asterisk.realtime.rows import Rows, Site, Way, all_hints, all_rows, ways_in
from node_agent.asterisk.realtime.schema import COLUMNS
from node_agent.asterisk.realtime.steps import DeleteRow, DropHint, DropWay, PutHint, PutRow, PutWay
from node_agent.asterisk.realtime.text import CALLER_NAME_MAX, caller_id
from tenants.model import Company, Kind, Line, LineAuthentication
from tests.kit.companies import company, large, phone, public_number, renamed, sales, without

SITE = Site("carillon", "127.0.0.1")


@given(st.text(max_size=300))
def test_no_name_breaks_out_of_the_caller_id(name: str) -> None:
    text = caller_id(name, "101")
    shape = re.fullmatch(r'"([^"\\<>\r\n\0]*)" <101>', text)
    assert shape is not None
    assert len(shape[1].encode("utf-8", "surrogatepass")) <= CALLER_NAME_MAX


def test_names_in_any_language_are_kept() -> None:
    assert caller_id("Анна Ёлкина 🔔", "101") == '"Анна Ёлкина 🔔" <101>'
    assert caller_id('Иван "Шеф" <x>', "102") == "\"Иван 'Шеф' (x)\" <102>"


def test_every_row_fits_the_tables() -> None:
    line = Line(
        id="l1",
        name="Provider",
        host="sip.example.net",
        authentication=LineAuthentication.REGISTRATION,
        username="u",
        password="p",
    )
    more = (line, public_number("+74951234567", "101"), *sales("101"))
    rows = all_rows(company("acme", {"101": "Anna"}, more=more), SITE)
    assert {table for table, _ in rows} == set(COLUMNS)
    for (table, _), row in rows.items():
        assert row.keys() <= set(COLUMNS[table])


def test_both_digests_reach_asterisk_and_no_password_does() -> None:
    row = all_rows(company("acme", {"101": "Anna"}), SITE)["ps_auths", "acme-101"]
    assert re.fullmatch(r"MD5:[0-9a-f]{32},SHA-256:[0-9a-f]{64}", row["password_digest"])
    assert "password" not in row


def test_a_new_name_changes_one_phone_and_nothing_else() -> None:
    old = company("acme", {"101": "Anna", "102": "Bob"}, more=(public_number("+74951234567", "101"),))
    new = renamed(old, "101", "Anna Maria")
    (step,) = steps_between(old, new, changed_keys(old, new), SITE)
    assert isinstance(step, PutRow)
    assert (step.table, step.id, step.row["callerid"]) == ("ps_endpoints", "acme-101", '"Anna Maria" <101>')


def test_a_removed_employee_leaves_nothing_behind() -> None:
    old = company("acme", {"101": "Anna", "102": "Bob"}, more=(public_number("+74951234567", "101"),))
    new = without(old, "101")
    steps = steps_between(old, new, changed_keys(old, new), SITE)
    assert {(s.table, s.id) for s in steps if isinstance(s, DeleteRow)} == {
        ("ps_endpoints", "acme-101"),
        ("ps_auths", "acme-101"),
        ("ps_aors", "acme-101"),
        ("fallback", "acme:101"),
        ("fallback", "acme:+74951234567"),
        ("fallback", ":+74951234567"),
    }
    assert [s.hint.number for s in steps if isinstance(s, DropHint)] == ["101"]
    assert [s.way.number for s in steps if isinstance(s, DropWay)] == ["+74951234567", "101"]


def test_an_entry_says_of_what_kind_its_number_is() -> None:
    more = (public_number("+74951234567", "101"), *sales("101"))
    rows = all_rows(company("acme", {"101": "Anna"}, more=more), SITE)
    assert set(ways_in("acme", rows).values()) == {
        Way("company-acme", "101", "lookup-person"),
        Way("company-acme", "+74951234567", "lookup-person"),
        Way("company-acme", "600", "lookup-waiting-line"),
    }
    assert rows["fallback", "acme:600"] == {"queue": "acme-sales"}


def test_entries_and_lamps_are_kept_beside_each_other(tmp_path: Path) -> None:
    with closing(RealtimeDatabase(tmp_path / "realtime.sqlite")) as database:
        firm = company("acme", {"101": "Anna", "1011": "Bob"}, more=sales("101"))
        steps = steps_between(None, firm, (), SITE)
        database.apply("acme", steps)
        database.confirm(steps)
        assert {way.number for way in database.ways("company-acme")} == {"101", "1011", "600"}
        gone = steps_between(firm, without(firm, "101"), changed_keys(firm, without(firm, "101")), SITE)
        database.apply("acme", gone)
        database.confirm(gone)
        assert {way.number for way in database.ways("company-acme")} == {"1011", "600"}
        assert "1011" in {hint.number for hint in database.hints("company-acme")}
        with pytest.raises(RealtimeUnreadable, match="101,1 in company-acme was not kept"):
            database.confirm([step for step in steps if isinstance(step, PutWay)])


def test_a_second_phone_rings_in_the_fallback_of_the_employee_and_of_their_number() -> None:
    old = company("acme", {"101": "Anna"}, more=(public_number("+74951234567", "101"),))
    new = old.changed(2, [phone("acme-soft", "e101")], [])
    steps = steps_between(old, new, changed_keys(old, new), SITE)
    dials = {s.id: s.row["dial"] for s in steps if isinstance(s, PutRow) and s.table == "fallback"}
    assert dials == dict.fromkeys(("acme:101", "acme:+74951234567", ":+74951234567"), "PJSIP/acme-101&PJSIP/acme-soft")
    (lamp,) = [s.hint.devices for s in steps if isinstance(s, PutHint)]
    assert lamp == "PJSIP/acme-101&PJSIP/acme-soft&Custom:quiet_acme_101"


def test_a_changed_short_number_moves_fallback_and_lamp() -> None:
    old = company("acme", {"101": "Anna"})
    new = old.changed(2, [old.employees_by_number["101"].model_copy(update={"number": "555"})], [])
    steps = steps_between(old, new, changed_keys(old, new), SITE)
    assert DeleteRow("fallback", "acme:101") in steps
    assert [s.hint.number for s in steps if isinstance(s, DropHint | PutHint)] == ["101", "555"]


def test_the_language_of_the_company_reaches_every_phone() -> None:
    old = company("acme", {"101": "Anna", "102": "Bob"})
    new = old.changed(2, [old.profile.model_copy(update={"language": "ru"})], [])
    steps = steps_between(old, new, [(Kind.PROFILE, "acme")], SITE)
    assert [s.id for s in steps if isinstance(s, PutRow)] == ["acme-101", "acme-102"]


def test_the_same_short_number_in_two_companies_never_meets() -> None:
    one, other = (all_rows(company(name, {"101": "Anna"}), SITE) for name in ("acme", "bell"))
    assert not one.keys() & other.keys()
    assert not {*all_hints(company("acme", {"101": "A"})).values()} & {
        *all_hints(company("bell", {"101": "A"})).values()
    }


NUMBERS = st.dictionaries(st.sampled_from(["101", "102", "103", "104"]), st.sampled_from("ABC"), max_size=4)


@given(NUMBERS, NUMBERS, st.booleans())
def test_the_steps_between_two_versions_lead_exactly_there(
    before: dict[str, str], after: dict[str, str], numbered: bool
) -> None:
    more = (public_number("+74951234567", "101"),)
    old: Company = company("acme", before, more=more)
    new: Company = company("acme", after, version=2, more=more if numbered else ())
    rows, hints = all_rows(old, SITE), dict(all_hints(old))
    ways = dict(ways_in("acme", rows))
    for step in steps_between(old, new, changed_keys(old, new), SITE):
        match step:
            case PutRow(table, row_id, row):
                rows[table, row_id] = row
            case DeleteRow(table, row_id):
                del rows[table, row_id]
            case PutHint(hint):
                hints[hint.number] = hint
            case DropHint(hint):
                del hints[hint.number]
            case PutWay(way):
                ways[way.number] = way
            case DropWay(way):
                del ways[way.number]
    assert rows == all_rows(new, SITE)
    assert hints == dict(all_hints(new))
    assert ways == ways_in("acme", rows)


def test_a_change_in_a_large_company_is_as_small_as_in_a_small_one() -> None:
    old = large("big", 2000)
    new = renamed(old, "10005", "Somebody")
    assert len(steps_between(old, new, changed_keys(old, new), SITE)) == 1


def _line(**more: object) -> Line:
    return Line.model_validate({"id": "l1", "name": "Provider", "host": "192.0.2.1", **more})


def _rows_of(*lines: Line, company_id: str = "acme") -> Rows:
    return all_rows(company(company_id, {}, more=lines), SITE)


def test_a_line_offers_its_codecs_in_their_order() -> None:
    row = _rows_of(_line(codecs=["g722", "alaw"]))["ps_endpoints", "line-l1"]
    assert (row["disallow"], row["allow"]) == ("all", "g722,alaw")


def test_a_certificate_is_looked_at_unless_the_line_says_no() -> None:
    transports = [
        _rows_of(_line(transport=transport, verify_certificate=verify))["ps_endpoints", "line-l1"]["transport"]
        for transport, verify in (("tls", True), ("tls", False), ("tcp", True))
    ]
    assert transports == ["transport-tls-verified", "transport-tls", "transport-tcp"]


def test_a_line_encrypts_signalling_and_sound_when_it_shall() -> None:
    registering = {"authentication": "registration", "username": "u", "password": "p"}
    rows = _rows_of(_line(transport="tls", port=5061, media_encryption="sdes", **registering))
    assert rows["ps_endpoints", "line-l1"]["media_encryption"] == "sdes"
    assert rows["ps_endpoints", "line-l1"]["transport"] == "transport-tls-verified"
    assert rows["ps_aors", "line-l1"]["contact"] == "sip:192.0.2.1:5061;transport=tls"
    assert rows["ps_registrations", "line-l1"]["server_uri"] == "sip:192.0.2.1:5061;transport=tls"
    assert rows["ps_registrations", "line-l1"]["transport"] == "transport-tls-verified"


def test_nobody_is_encrypted_by_an_empty_column() -> None:
    endpoints = [
        row
        for (table, _), row in all_rows(company("acme", {"101": "Anna"}, more=(_line(),)), SITE).items()
        if table == "ps_endpoints"
    ]
    assert [row["media_encryption"] for row in endpoints] == ["no", "no"]


def test_a_line_that_is_switched_off_neither_registers_nor_takes_calls() -> None:
    registering = _line(authentication="registration", username="u", password="p")
    assert {table for table, _ in _rows_of(registering)} >= {"ps_registrations", "ps_endpoints"}
    assert _rows_of(registering.model_copy(update={"disabled": True})) == {}


def test_a_shared_line_is_made_once_and_belongs_to_no_account() -> None:
    platforms = _rows_of(_line(shared=True), company_id="platform")
    assert "accountcode" not in platforms["ps_endpoints", "line-l1"]
    assert _rows_of(Line(id="l1", name="Platform", shared=True)) == {}
    assert _rows_of(_line())["ps_endpoints", "line-l1"]["accountcode"] == "acme"


def test_a_database_of_an_earlier_release_gets_the_columns_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "realtime.sqlite"
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("CREATE TABLE ps_endpoints (id TEXT PRIMARY KEY, aors TEXT)")
    database = RealtimeDatabase(path)
    database.apply("acme", [PutRow("ps_endpoints", "line-l1", {"media_encryption": "sdes"})])
    assert database.row("ps_endpoints", "line-l1") == {"media_encryption": "sdes"}
    database.close()
