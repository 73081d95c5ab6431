"""Tables of realtime.sqlite. Columns are named after the options of Asterisk's objects, since sorcery maps them so.

Written by the agent alone; WAL lets Asterisk read meanwhile. `company` is ours (an unknown column would make sorcery
refuse the object, so it lives in tables of its own, see `owners`).
"""

from types import MappingProxyType
from typing import Final

SCHEMA_VERSION: Final = 1

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
            "force_rport",
            "rewrite_contact",
            "trust_id_inbound",
            "send_pai",
            "media_address",
            "bind_rtp_to_media_address",
            "dtmf_mode",
            "allow_transfer",
        ),
        "ps_aors": ("contact", "max_contacts", "remove_existing", "qualify_frequency", "default_expiration"),
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
        ),
        "fallback": ("dial", "seconds"),
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
    return (*tables, hints, index, owners, match_index)
