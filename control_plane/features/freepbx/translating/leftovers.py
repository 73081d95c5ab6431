"""What nobody has asked for: every field with a value, every table and module, so that nothing is lost in silence."""

from typing import Final

from control_plane.features.freepbx.reading.tables import KEYS, SETTINGS, Row
from control_plane.features.freepbx.report import Entry, Grade, Why
from control_plane.features.freepbx.translating.office import Office

_SAYS_NOTHING: Final = frozenset({"", "0", "no", "off", "default", "dontcare", "none", "disabled", "-1", "NULL"})
"""Values by which FreePBX writes that something was never set."""
_USUAL: Final = {
    ("ringgroups", "ringing"): {"Ring"},
    ("queues_config", "monitor_heard"): {"0"},
    ("incoming", "pmmaxretries"): {"3"},
    ("incoming", "pmminlength"): {"10"},
    ("incoming", "privacyman"): {"0"},
    ("ivr_details", "strict_dial_timeout"): {"1", "2"},
    ("meetme", "timeout"): {"21600"},
    ("meetme", "music"): {"inherit"},
    ("findmefollow", "calendar_match"): {"yes"},
    ("timeconditions", "mode"): {"time-group"},
    ("parkplus", "findslot"): {"first"},
    ("parkplus", "parkedplay"): {"both"},
    ("parkplus", "parkedcalltransfers"): {"caller"},
    ("parkplus", "parkedcallreparking"): {"caller"},
    ("paging_config", "force_page"): {"0"},
    ("parkplus", "defaultlot"): {"yes"},
    ("parkplus", "type"): {"public"},
    ("parkplus", "generatefc"): {"yes"},
    ("trunks", "routedisplay"): {"on"},
    ("outbound_routes", "time_mode"): {"time-group"},
    ("outbound_routes", "notification_on"): {"call"},
    ("ivr_details", "invalid_append_announce"): {"1"},
    ("ivr_details", "timeout_append_announce"): {"1"},
    ("ivr_details", "timeout_enabled"): {"1"},
}
"""What module.xml gives as a column's default, where that says something."""
_LED_TO: Final = {
    "announcement": ("post_dest", "description"),
    "timeconditions": ("truegoto", "displayname"),
    "miscdests": ("destdial", "description"),
}
"""Things that are only led to: the field that is read when something does, and their name."""
_NOT_LOOKED_AT: Final = frozenset({"freepbx_settings"})
_ENGINE: Final = frozenset({"sip", "pjsip", "iax"})
_QUEUE_ENGINE: Final = frozenset(
    {
        "autofill",
        "eventmemberstatus",
        "eventwhencalled",
        "monitor-join",
        "retry",
        "timeoutrestart",
        "timeoutpriority",
        "reportholdtime",
        "leavewhenempty",
        "monitor-format",
        "queue-youarenext",
        "queue-callswaiting",
        "queue-thankyou",
        "queue-thereare",
        "memberdelay",
        "ringinuse",
        "setinterfacevar",
        "setqueueentryvar",
        "setqueuevar",
    }
)


def note_leftovers(office: Office) -> None:
    _note_unused(office)
    _note_missing(office)
    for table in KEYS:
        if table not in _NOT_LOOKED_AT:
            for row in office.source.table(table):
                _note_row(office, row)
    for table in sorted(SETTINGS):
        _note_settings(office, table)
    for name, count in sorted(office.source.others.items()):
        if count:
            entry = Entry(Grade.LEFT, Why.TABLE, name, [], value=str(count))
            office.report.add(entry)
    for name in office.source.refused[:20]:
        office.report.add(Entry(Grade.LEFT, Why.ARCHIVE_ENTRY, "archive", [name]))


def _note_missing(office: Office) -> None:
    """A dump alone has neither the key-value database nor voicemail.conf."""
    for there, what in ((office.source.has_astdb, "astdb"), (office.source.has_voicemail, "voicemail.conf")):
        if not there:
            office.report.add(Entry(Grade.LEFT, Why.NOT_THERE, what, []))


def _note_unused(office: Office) -> None:
    """What nothing leads to comes to nothing here: it is told once, not field by field."""
    for table, (field, title) in _LED_TO.items():
        for row in office.source.table(table):
            if field not in row.used:
                office.left(Why.UNUSED, row, name=row[title])
                office.ignore([row], *row.values)
            office.ignore([row], title)


def _note_row(office: Office, row: Row) -> None:
    key = KEYS[row.table]
    for field, value in row.unused():
        if field in (key, "id"):
            continue
        usual = _USUAL.get((row.table, field), ())
        if value.strip() not in _SAYS_NOTHING and value.strip() not in usual:
            office.left(Why.FIELD, row, field)


def _note_settings(office: Office, table: str) -> None:
    """A phone's or trunk's engine settings are decided by the platform; they are named once each, without values."""
    for identifier, known in office.source.settings[table].items():
        for keyword, row in known.items():
            if "data" in row.used or row.values["data"].strip() in _SAYS_NOTHING:
                continue
            if table in _ENGINE or keyword in _QUEUE_ENGINE:
                office.report.add(Entry(Grade.LEFT, Why.PLATFORM, table, [identifier], field=keyword))
            else:
                value = row.values["data"]
                office.report.add(Entry(Grade.LEFT, Why.FIELD, table, [identifier], field=keyword, value=value))
