"""A realistic office on FreePBX, as tables: a number, opening hours, a menu, sales, support, and six people."""

from typing import Any

Rows = list[dict[str, Any]]


def people(count: int, first: int = 101) -> dict[str, Rows]:
    """Extensions with all the settings that FreePBX writes for a pjsip phone."""
    tables: dict[str, Rows] = {"users": [], "devices": [], "pjsip": []}
    for number in map(str, range(first, first + count)):
        tables["users"].append(
            {"extension": number, "name": f"Person {number}", "voicemail": "default", "ringtimer": 0, "recording": ""}
        )
        tables["devices"].append(
            {
                "id": number,
                "tech": "pjsip",
                "dial": f"PJSIP/{number}",
                "devicetype": "fixed",
                "user": number,
                "description": f"Person {number}",
            }
        )
        tables["pjsip"] += [
            {"id": number, "keyword": keyword, "data": data or f"x{number}", "flags": place}
            for place, (keyword, data) in enumerate(PHONE)
        ]
    return tables


PHONE = (
    ("account", ""),
    ("accountcode", ""),
    ("aggregate_mwi", "yes"),
    ("allow", "alaw,ulaw"),
    ("avpf", "no"),
    ("bundle", "no"),
    ("callerid", "device <101>"),
    ("context", "from-internal"),
    ("defaultuser", ""),
    ("device_state_busy_at", "0"),
    ("dial", ""),
    ("direct_media", "yes"),
    ("disallow", ""),
    ("dtmfmode", "rfc4733"),
    ("force_rport", "yes"),
    ("icesupport", "no"),
    ("mailbox", ""),
    ("max_audio_streams", "1"),
    ("max_contacts", "1"),
    ("maximum_expiration", "7200"),
    ("media_encryption", "no"),
    ("message_context", ""),
    ("minimum_expiration", "60"),
    ("mwi_subscription", "auto"),
    ("namedcallgroup", ""),
    ("namedpickupgroup", ""),
    ("outbound_proxy", ""),
    ("qualifyfreq", "60"),
    ("refer_blind_progress", "yes"),
    ("remove_existing", "yes"),
    ("rewrite_contact", "yes"),
    ("rtcp_mux", "no"),
    ("rtp_symmetric", "yes"),
    ("rtp_timeout", "0"),
    ("secret", "s3cr3t-of-the-phone"),
    ("secret_origional", "s3cr3t-of-the-phone"),
    ("send_connected_line", "yes"),
    ("sendrpid", "pai"),
    ("sipdriver", "chan_pjsip"),
    ("timers", "yes"),
    ("transport", ""),
    ("trustrpid", "yes"),
    ("user_eq_phone", "no"),
    ("vmexten", ""),
)


def office() -> dict[str, Rows]:
    """+7 495 123-00-01: weekdays 9 to 18 the menu, else the night message; New Year closed; 1 sales, 2 support."""
    tables = people(6)
    names = ("Анна Иванова", "Boris Petrov", "Vera O'Neil", "Gleb \\ Smith", "Dina", "Egor")
    for user, name in zip(tables["users"], names, strict=True):
        user["name"] = name
    by_number = {user["extension"]: user for user in tables["users"]}
    by_number["101"] |= {"outboundcid": '"Anna" <84951230001>', "ringtimer": 25}
    by_number["102"] |= {"noanswer_dest": "ext-local,vmu102,1"}
    by_number["106"] |= {"voicemail": "novm", "sipname": "egor"}
    return (
        tables
        | {
            "incoming": [
                {"cidnum": "", "extension": "74951230001", "destination": "timeconditions,1,1", "description": "Main"},
                {"cidnum": "", "extension": "4951230002", "destination": "ext-queues,400,1", "grppre": "Support: "},
                {"cidnum": "", "extension": "84951230003", "destination": "app-announcement-1,s,1"},
                {"cidnum": "79161234567", "extension": "74951230001", "destination": "from-did-direct,101,1"},
                {
                    "cidnum": "",
                    "extension": "",
                    "destination": "from-did-direct,105,1",
                    "description": "Everything else",
                },
            ],
            "timegroups_groups": [{"id": 1, "description": "Office hours"}, {"id": 2, "description": "Holidays"}],
            "timegroups_details": [
                {"id": 1, "timegroupid": 1, "time": "09:00-17:59|mon-fri|*|*"},
                {"id": 2, "timegroupid": 2, "time": "*|*|1-8|jan"},
                {"id": 3, "timegroupid": 2, "time": "*|*|9|may"},
            ],
            "timeconditions": [
                {
                    "timeconditions_id": 1,
                    "displayname": "Open?",
                    "time": 1,
                    "truegoto": "timeconditions,2,1",
                    "falsegoto": "app-announcement-1,s,1",
                    "mode": "time-group",
                    "timezone": "default",
                },
                {
                    "timeconditions_id": 2,
                    "displayname": "Holiday?",
                    "time": 2,
                    "truegoto": "app-announcement-1,s,1",
                    "falsegoto": "ivr-1,s,1",
                    "mode": "time-group",
                    "timezone": "default",
                },
            ],
            "announcement": [
                {"announcement_id": 1, "description": "Closed", "recording_id": 2, "post_dest": "ext-local,vmu105,1"}
            ],
            "recordings": [
                {"id": 1, "displayname": "Welcome", "filename": "custom/welcome"},
                {"id": 2, "displayname": "We are closed", "filename": "custom/closed"},
            ],
            "ivr_details": [
                {
                    "id": 1,
                    "name": "Welcome",
                    "announcement": 1,
                    "directdial": "ext-local",
                    "timeout_time": 10,
                    "timeout_loops": "2",
                    "invalid_loops": "2",
                    "timeout_destination": "from-did-direct,101,1",
                    "invalid_destination": "app-blackhole,hangup,1",
                }
            ],
            "ivr_entries": [
                {"ivr_id": 1, "selection": "1", "dest": "ext-group,600,1"},
                {"ivr_id": 1, "selection": "2", "dest": "ext-queues,400,1"},
                {"ivr_id": 1, "selection": "3", "dest": "ext-miscdests,1,1"},
                {"ivr_id": 1, "selection": "9", "dest": "custom-app,s,1"},
            ],
            "miscdests": [{"id": 1, "description": "Mobile of the owner", "destdial": "89031234567"}],
            "ringgroups": [
                {
                    "grpnum": "600",
                    "strategy": "ringall",
                    "grptime": 20,
                    "grppre": "Sales: ",
                    "grplist": "101-102-89161112233#",
                    "postdest": "ext-local,vmu101,1",
                    "description": "Sales",
                    "ringing": "Ring",
                    "recording": "force",
                }
            ],
            "queues_config": [
                {
                    "extension": "400",
                    "descr": "Support",
                    "grppre": "",
                    "maxwait": "60",
                    "dest": "ext-local,vmu103,1",
                    "joinannounce_id": 0,
                    "ivr_id": "none",
                }
            ],
            "queues_details": [
                {"id": "400", "keyword": "strategy", "data": "rrmemory", "flags": 0},
                {"id": "400", "keyword": "timeout", "data": "20", "flags": 0},
                {"id": "400", "keyword": "member", "data": "Local/103@from-queue/n,0", "flags": 0},
                {"id": "400", "keyword": "member", "data": "Local/104@from-queue/n,2", "flags": 1},
                {"id": "400", "keyword": "retry", "data": "5", "flags": 0},
                {"id": "400", "keyword": "announce-position", "data": "yes", "flags": 0},
                {"id": "400", "keyword": "cron_schedule", "data": "never-heard-of", "flags": 0},
            ],
            "trunks": [
                {
                    "trunkid": 1,
                    "name": "City",
                    "tech": "pjsip",
                    "outcid": "74951230001",
                    "maxchans": "10",
                    "channelid": "City",
                    "disabled": "off",
                },
                {"trunkid": 2, "name": "Old PRI", "tech": "dahdi", "channelid": "g0", "disabled": "off"},
            ],
            "outbound_routes": [{"route_id": 1, "name": "Out"}, {"route_id": 2, "name": "Abroad"}],
            "outbound_route_sequence": [{"route_id": 1, "seq": 0}, {"route_id": 2, "seq": 1}],
            "outbound_route_patterns": [
                {"route_id": 1, "match_pattern_prefix": "9", "match_pattern_pass": "8XXXXXXXXXX", "prepend_digits": ""},
                {"route_id": 1, "match_pattern_prefix": "9", "match_pattern_pass": "112", "prepend_digits": ""},
                {"route_id": 2, "match_pattern_prefix": "9", "match_pattern_pass": "810.", "prepend_digits": ""},
            ],
            "outbound_route_trunks": [
                {"route_id": 1, "trunk_id": 1, "seq": 0},
                {"route_id": 1, "trunk_id": 2, "seq": 1},
                {"route_id": 2, "trunk_id": 1, "seq": 0},
            ],
            "meetme": [{"exten": "300", "description": "Board", "userpin": "1234", "adminpin": "", "options": "m"}],
            "parkplus": [
                {
                    "id": 1,
                    "name": "Default Lot",
                    "parkext": "70",
                    "parkpos": "71",
                    "numslots": 8,
                    "parkingtime": 45,
                    "comebacktoorigin": "yes",
                    "dest": "app-blackhole,hangup,1",
                }
            ],
            "paging_config": [{"page_group": "555", "description": "Everybody", "duplex": 0, "force_page": 0}],
            "paging_groups": [{"page_number": "555", "ext": "101"}, {"page_number": "555", "ext": "102"}],
            "findmefollow": [
                {
                    "grpnum": "104",
                    "strategy": "ringallv2-prim",
                    "grptime": 20,
                    "grplist": "104-89034445566#",
                    "pre_ring": 5,
                    "postdest": "ext-local,104,dest",
                    "needsconf": "CHECKED",
                }
            ],
            "daynight": [],
            "cdr": [{"calldate": "2026-03-01 12:00:00", "src": "101", "userfield": b"\xff\x00'"}],
        }
        | {
            "pjsip": tables["pjsip"]
            + [
                {"id": "1", "keyword": keyword, "data": data, "flags": 0}
                for keyword, data in (
                    ("sip_server", "sip.example.net"),
                    ("sip_server_port", "5060"),
                    ("username", "74951230001"),
                    ("secret", "line-secret"),
                    ("registration", "send"),
                    ("transport", "0.0.0.0-udp"),
                    ("codecs", "alaw,ulaw"),
                )
            ]
        }
    )


ASTDB = {
    "DND": {"105": "YES"},
    "CF": {"106": "89037778899"},
    "CFB": {"103": "104"},
    "CW": {"101": "ENABLED", "102": "ENABLED"},
    "AMPUSER": {"104/followme/ddial": "DIRECT"},
    "QPENALTY": {"400/agents/105": "1"},
    "blacklist": {"74950000000": "Spam", "blocked": "1"},
    "sysspeeddials": {"5": "84957654321"},
}
VOICEMAIL: dict[str, dict[str, Any]] = {
    "101": {"mailbox": "101", "pwd": "7319", "name": "Anna", "email": "anna@example.com", "options": {"attach": "yes"}},
    "102": {"mailbox": "102", "pwd": "102", "name": "Boris", "email": "", "options": []},
    "103": {"mailbox": "103", "pwd": "9182", "name": "Vera", "email": "vera@example.com", "options": {"delete": "yes"}},
    "104": {"mailbox": "104", "pwd": "", "name": "Gleb", "email": "", "options": []},
    "105": {"mailbox": "105", "pwd": "5555", "name": "Dina", "email": "", "options": []},
}
VOICEMAIL_CONF = """[general]
format=wav49|wav
[default]
101 => 7319,Anna,anna@example.com,,attach=yes|saycid=no
102 => 102,Boris,,,attach=no
103 => 9182,Vera,vera@example.com,,delete=yes
104 => ,Gleb,,,
105 => 5555,Dina,,,
"""
