"""Tables of realtime.sqlite. Columns are named after the options of Asterisk's objects, since sorcery maps them so.

Written by the agent alone; WAL lets Asterisk read meanwhile. `company` is ours (an unknown column would make sorcery
refuse the object, so it lives in tables of its own, see `owners`).
"""

from types import MappingProxyType
from typing import Final

COLUMNS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "ps_endpoints": (
            "transport",
            "aors",
            "auth",
            "outbound_auth",
            "context",
            "subscribe_context",
            "accountcode",
            "callerid",
            "from_user",
            "language",
            "disallow",
            "allow",
            "direct_media",
            "rtp_symmetric",
            "rtp_timeout",
            "rtp_timeout_hold",
            "force_rport",
            "rewrite_contact",
            "trust_id_inbound",
            "send_pai",
            "media_address",
            "bind_rtp_to_media_address",
            "dtmf_mode",
            "allow_transfer",
            "set_var",
            "refer_blind_progress",
            "t38_udptl",
            "t38_udptl_ec",
            "moh_suggest",
            "mailboxes",
            "mwi_subscribe_replaces_unsolicited",
            "media_encryption",
        ),
        "ps_aors": (
            "contact",
            "max_contacts",
            "remove_existing",
            "qualify_frequency",
            "default_expiration",
            "mailboxes",
        ),
        "ps_auths": ("auth_type", "username", "password", "password_digest", "realm", "supported_algorithms_uas"),
        "ps_endpoint_id_ips": ("endpoint", "match", "srv_lookups"),
        "ps_registrations": (
            "transport",
            "server_uri",
            "client_uri",
            "contact_user",
            "outbound_auth",
            "line",
            "endpoint",
            "expiration",
            "retry_interval",
            "forbidden_retry_interval",
            "max_retries",
            "auth_rejection_permanent",
        ),
        "queues": (
            "name",
            "strategy",
            "timeout",
            "retry",
            "wrapuptime",
            "weight",
            "maxlen",
            "servicelevel",
            "ringinuse",
            "autofill",
            "setinterfacevar",
            "reportholdtime",
            "joinempty",
            "leavewhenempty",
            "announce_position",
            "announce_holdtime",
            "announce_frequency",
            "announce_to_first_user",
            "musicclass",
            "periodic_announce",
            "periodic_announce_frequency",
            "context",
        ),
        "agents": (
            "queue_name",
            "interface",
            "membername",
            "state_interface",
            "penalty",
            "uniqueid",
            "agent",
            "always",
        ),
        "musiconhold": ("name", "mode", "sort"),
        "musiconhold_entry": ("name", "position", "entry"),
        "fallback": ("dial", "seconds", "queue"),
    }
)
"""Tables with one row per `id`."""

HINTS: Final = "ast_config"
"""Static realtime: one row per hint of an employee, read when Asterisk starts."""


def statements() -> tuple[str, ...]:
    """What makes an empty file the database; harmless when it is one already."""
    tables = [
        f"CREATE TABLE IF NOT EXISTS {table} (id TEXT PRIMARY KEY, {', '.join(f'{c} TEXT' for c in columns)})"
        for table, columns in COLUMNS.items()
    ]
    hints = (
        "CREATE TABLE IF NOT EXISTS ast_config (id INTEGER PRIMARY KEY, cat_metric INTEGER NOT NULL DEFAULT 0,"
        " var_metric INTEGER NOT NULL DEFAULT 0, commented INTEGER NOT NULL DEFAULT 0, filename TEXT NOT NULL,"
        " category TEXT NOT NULL, var_name TEXT NOT NULL, var_val TEXT NOT NULL)"
    )
    index = "CREATE INDEX IF NOT EXISTS ast_config_place ON ast_config (category, var_val)"
    owners = (
        "CREATE TABLE IF NOT EXISTS owners (company TEXT, place TEXT, id TEXT, PRIMARY KEY (company, place, id))"
        " WITHOUT ROWID"
    )
    match_index = "CREATE INDEX IF NOT EXISTS identify_endpoint ON ps_endpoint_id_ips (endpoint)"
    agents_index = "CREATE INDEX IF NOT EXISTS agents_of_queue ON agents (queue_name)"
    entries_index = "CREATE INDEX IF NOT EXISTS entries_of_music ON musiconhold_entry (name)"
    queues_index = "CREATE INDEX IF NOT EXISTS queues_name ON queues (name)"
    music_index = "CREATE INDEX IF NOT EXISTS musiconhold_name ON musiconhold (name)"
    return (*tables, hints, index, owners, match_index, agents_index, entries_index, queues_index, music_index, *DUTY)


DUTY: Final = (
    "CREATE TABLE IF NOT EXISTS logged_in (agent TEXT, place TEXT, PRIMARY KEY (agent, place)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS paused (agent TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID",
    """\
CREATE VIEW IF NOT EXISTS queue_members AS
SELECT a.uniqueid, a.queue_name, a.interface, a.membername, a.state_interface,
  CAST(a.penalty AS INTEGER) AS penalty, 'no' AS ringinuse, p.reason IS NOT NULL OR NOT
    (a.always = '1' OR EXISTS (SELECT 1 FROM logged_in l WHERE l.agent = a.agent AND l.place = a.queue_name)) AS paused,
  coalesce(p.reason, '') AS reason_paused
FROM agents a LEFT JOIN paused p ON p.agent = a.agent""",
)
"""Two writers meet in a view: `agents` is the document's (jobs process), `logged_in` and `paused` are what people do by
phone (calls process). Asterisk sees one table of members."""
