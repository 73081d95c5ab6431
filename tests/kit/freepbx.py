"""Files as people have them of their FreePBX: dumps in mysqldump's own form, and archives of its backup module.

The columns are those of the modules' module.xml; what a row leaves out is NULL.
"""

import gzip
import io
import json
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Tables = Mapping[str, Iterable[Row]]
_SCHEMA = """
users: extension password name voicemail ringtimer noanswer recording outboundcid sipname noanswer_cid busy_cid
  chanunavail_cid noanswer_dest busy_dest chanunavail_dest mohclass
devices: id tech dial devicetype user description emergency_cid hint_override
sip: id keyword data flags
pjsip: id keyword data flags
trunks: trunkid name tech outcid keepcid maxchans failscript dialoutprefix channelid usercontext provider
  disabled continue routedisplay
incoming: cidnum extension destination privacyman alertinfo ringing fanswer mohclass description grppre
  delay_answer pricid pmmaxretries pmminlength reversal rvolume indication_zone
outbound_routes: route_id name outcid outcid_mode password emergency_route intracompany_route mohclass
  time_group_id dest time_mode calendar_id calendar_group_id timezone notification_on
outbound_route_patterns: route_id match_pattern_prefix match_pattern_pass match_cid prepend_digits
outbound_route_trunks: route_id trunk_id seq
outbound_route_sequence: route_id seq
trunk_dialpatterns: trunkid match_pattern_prefix match_pattern_pass prepend_digits seq
ringgroups: grpnum strategy grptime grppre grplist annmsg_id postdest description alertinfo remotealert_id
  needsconf toolate_id ringing cwignore cfignore cpickup recording progress elsewhere rvolume
queues_config: extension descr grppre alertinfo ringing maxwait password ivr_id dest cwignore queuewait
  use_queue_context togglehint qnoanswer callconfirm callconfirm_id qregex agentannounce_id joinannounce_id
  monitor_type monitor_heard monitor_spoken callback_id
queues_details: id keyword data flags
ivr_details: id name description announcement directdial invalid_loops invalid_retry_recording
  invalid_destination timeout_enabled invalid_recording retvm timeout_time timeout_recording
  timeout_retry_recording timeout_destination timeout_loops timeout_append_announce invalid_append_announce
  timeout_ivr_ret invalid_ivr_ret alertinfo rvolume strict_dial_timeout accept_pound_key
ivr_entries: ivr_id selection dest ivr_ret
announcement: announcement_id description recording_id allow_skip post_dest return_ivr noanswer repeat_msg
timeconditions: timeconditions_id displayname time truegoto falsegoto deptname generate_hint invert_hint
  fcc_password priority timezone mode calendar_id calendar_group_id
timegroups_groups: id description
timegroups_details: id timegroupid time
findmefollow: grpnum strategy grptime grppre grplist annmsg_id postdest dring rvolume remotealert_id needsconf
  toolate_id pre_ring ringing calendar_enable calendar_id calendar_group_id calendar_match
meetme: exten options userpin adminpin description joinmsg_id music users language timeout
miscdests: id description destdial
miscapps: miscapps_id ext description dest
parkplus: id defaultlot type name parkext parkpos numslots parkingtime parkedmusicclass generatefc findslot
  parkedplay parkedcalltransfers parkedcallreparking alertinfo rvolume cidpp autocidpp announcement_id
  comebacktoorigin dest
paging_config: page_group force_page duplex description announcement volume
paging_groups: page_number ext
recordings: id displayname filename description fcode fcode_pass fcode_lang
music: id category type random application format
daynight: ext dmode dest
contactmanager_groups: id owner name type
contactmanager_group_entries: id groupid user displayname fname lname title company address uuid
contactmanager_entry_numbers: id entryid number extension countrycode nationalnumber regioncode locale stripped
  type flags E164 possibleshort
contactmanager_entry_speeddials: id entryid numberid
freepbx_settings: keyword value module
"""
COLUMNS: dict[str, tuple[str, ...]] = {
    table.strip(): tuple(names.split())
    for table, _, names in (each.partition(":") for each in _SCHEMA.replace("\n  ", " ").splitlines() if each)
}
_ESCAPES = {"\0": "\\0", "\n": "\\n", "\r": "\\r", "\\": "\\\\", "'": "\\'", '"': '\\"', "\x1a": "\\Z"}
_ROWS_PER_INSERT = 500


def quoted(value: Any) -> str:
    """As mysqldump writes a value."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(int(value) if isinstance(value, bool) else value)
    if isinstance(value, bytes):
        return f"0x{value.hex().upper()}" if value else "''"
    return "'" + "".join(_ESCAPES.get(letter, letter) for letter in str(value)) + "'"


def mysqldump(tables: Tables, charset: str = "utf8mb4", *, complete: bool = True) -> bytes:
    """A dump of these tables, in MySQL's `charset`."""
    parts = [
        "-- MySQL dump 10.19  Distrib 10.3.39-MariaDB, for debian-linux-gnu (x86_64)\n--\n",
        "-- Host: localhost    Database: asterisk\n-- ------------------------------------------------------\n\n",
        f"/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!40101 SET NAMES {charset} */;\n",
        "/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\n\n",
    ]
    for table, rows in tables.items():
        parts += _table(table, list(rows), charset)
    if complete:
        parts.append("-- Dump completed on 2026-03-01 12:00:00\n")
    codec = {"latin1": "cp1252", "utf8": "utf-8", "utf8mb4": "utf-8"}.get(charset, charset)
    return "".join(parts).encode(codec)


def _table(table: str, rows: list[Row], charset: str) -> list[str]:
    columns = COLUMNS.get(table) or tuple(dict.fromkeys(name for row in rows for name in row))
    made = ",\n".join(f"  `{name}` varchar(255) DEFAULT NULL COMMENT 'it''s; text'" for name in columns)
    parts = [
        f"--\n-- Table structure for table `{table}`\n--\n\nDROP TABLE IF EXISTS `{table}`;\n",
        f"CREATE TABLE `{table}` (\n{made},\n  KEY `k` (`{columns[0]}`)\n) ENGINE=InnoDB DEFAULT CHARSET={charset};\n",
        f"\nLOCK TABLES `{table}` WRITE;\n/*!40000 ALTER TABLE `{table}` DISABLE KEYS */;\n",
    ]
    for start in range(0, len(rows), _ROWS_PER_INSERT):
        some = rows[start : start + _ROWS_PER_INSERT]
        values = ",".join("(" + ",".join(quoted(row.get(name)) for name in columns) + ")" for row in some)
        parts.append(f"INSERT INTO `{table}` VALUES {values};\n")
    parts.append(f"/*!40000 ALTER TABLE `{table}` ENABLE KEYS */;\nUNLOCK TABLES;\n\n")
    return parts


def php(value: Any) -> bytes:
    """As PHP's serialize() writes plain data."""
    match value:
        case None:
            return b"N;"
        case bool():
            return b"b:%d;" % value
        case int():
            return b"i:%d;" % value
        case str():
            text = value.encode()
            return b's:%d:"%s";' % (len(text), text)
    inner = b"".join(php(key) + php(each) for key, each in value.items())
    return b"a:%d:{%s}" % (len(value), inner)


def archive(files: Mapping[str, bytes], *more: tarfile.TarInfo) -> bytes:
    """A tar.gz of these files; `more` are entries without content, such as links."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for info in more:
            tar.addfile(info)
    return packed.getvalue()


def old_backup(
    tables: Tables, astdb: Mapping[str, Mapping[str, str]], files: Mapping[str, bytes] | None = None
) -> bytes:
    """As FreePBX 13 and 14 make it."""
    return archive(
        {
            "./manifest": php({"pbx_version": "14.0.13", "name": "office", "mysql": {"1": {"dbname": "asterisk"}}}),
            "./astdb": php(astdb),
            "./mysql-2.sql.gz": gzip.compress(mysqldump(tables)),
            **(files or {}),
        }
    )


@dataclass
class Office15:
    """As FreePBX 15 to 17 make it: what each module gives."""

    tables: dict[str, list[dict[str, Any]]]
    astdb: dict[str, dict[str, str]] = field(default_factory=dict)
    voicemail: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def of(self, table: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self.tables.get(table, [])]

    def modules(self) -> dict[str, Any]:
        menus: dict[str, Any] = {}
        for row in self.of("ivr_details"):
            menus.setdefault(str(row["id"]), []).append(row)
        entries: dict[str, Any] = {}
        for row in self.of("ivr_entries"):
            entries.setdefault(str(row["ivr_id"]), []).append(row)
        routes = [
            {
                **row,
                "seq": place,
                "patterns": [
                    each for each in self.of("outbound_route_patterns") if each["route_id"] == row["route_id"]
                ],
                "trunks": [
                    each["trunk_id"] for each in self.of("outbound_route_trunks") if each["route_id"] == row["route_id"]
                ],
            }
            for place, row in enumerate(self.of("outbound_routes"))
        ]
        waiting = self.astdb.get("CW", {})
        users = {row["extension"]: {"callwaiting": "disabled"} for row in self.of("users")}
        users |= {key: {"callwaiting": "enabled" if value else "disabled"} for key, value in waiting.items()}
        forwards = {
            key: {"numbers": {family: self.astdb.get(family, {}).get(key, False) for family in ("CF", "CFU", "CFB")}}
            for key in users
        }
        followed = [
            {"grpnum": key.split("/")[0], "ddial": value == "EXTENSION"}
            for key, value in self.astdb.get("AMPUSER", {}).items()
            if key.endswith("/followme/ddial")
        ]
        queue_agents = [{"QPENALTY": {key: value}} for key, value in self.astdb.get("QPENALTY", {}).items()]
        toggles = [{"DAYNIGHT": {key: value}} for key, value in self.astdb.get("DAYNIGHT", {}).items()]
        return {
            "Core": {
                "Users": {"users": self.of("users"), "astdbConfigs": users},
                "Devices": [],
                "Did": self.of("incoming"),
                "Routing": routes,
                "Trunks": {
                    "trunks": self.of("trunks"),
                    "techTables": {"pjsip": self.of("pjsip")},
                    "dialpatterns": self.of("trunk_dialpatterns"),
                },
            },
            "Ringgroups": {"groups": self.of("ringgroups"), "settings": {}},
            "Queues": {
                "tables": {"queues_config": self.of("queues_config"), "queues_details": self.of("queues_details")},
                "astdb": queue_agents,
            },
            "Ivr": {"ivrs": menus, "entries": entries},
            "Timeconditions": {
                "tables": {
                    name: self.of(name) for name in ("timeconditions", "timegroups_groups", "timegroups_details")
                }
            },
            "Daynight": {"tables": {"daynight": self.of("daynight")}, "astdb": toggles},
            "Findmefollow": {"tables": {"findmefollow": self.of("findmefollow")}, "fmstatus": followed},
            "Voicemail": {"voicemailConf": {"general": {"format": "wav"}, "default": self.voicemail}},
            "Recordings": {"data": self.of("recordings")},
            "Music": {"data": self.of("music")},
            "Conferences": {"data": self.of("meetme")},
            "Announcement": self.of("announcement"),
            "Miscdests": self.of("miscdests"),
            "Parking": (self.of("parkplus") or [{}])[0],
            "Paging": {
                "data": [
                    {
                        **row,
                        "plist": [e["ext"] for e in self.of("paging_groups") if e["page_number"] == row["page_group"]],
                    }
                    for row in self.of("paging_config")
                ]
            },
            "Blacklist": {
                "data": [{"number": key, "description": text} for key, text in self.astdb.get("blacklist", {}).items()]
            },
            "Callforward": {"data": forwards},
            "Donotdisturb": {"astdb": {f"/DND/{key}": value for key, value in self.astdb.get("DND", {}).items()}},
        }

    def backup(self) -> bytes:
        packed: dict[str, bytes] = {}
        for name, configs in self.modules().items():
            whole = {"module": name.lower(), "version": None, "configs": configs, "dependencies": []}
            packed[f"modulejson/{name}.json"] = json.dumps(whole, indent=4).encode()
        packed["files/tmp/Devices_dump/Devices.sql"] = mysqldump(
            {name: self.tables.get(name, []) for name in ("devices", "sip")}
        )
        packed |= self.files
        packed["metadata.json"] = json.dumps(
            {"modules": [{"module": "framework", "version": "16.0.40.13"}], "skipped": [], "date": 1_772_000_000}
        ).encode()
        return archive(packed)
