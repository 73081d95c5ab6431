"""From a company's objects to rows and hints, one file per noun. Pure; the same objects always give the same rows.

Endpoint ids: a phone's login, or `line-<id>` for a provider line. The account code of both is the company's id, so the
event log tells the tenant.
"""

from node_agent.asterisk.realtime.rows.everything import RowMaker, all_rows
from node_agent.asterisk.realtime.rows.fallback import ways_in
from node_agent.asterisk.realtime.rows.lamps import all_hints, code_hints, employee_hint, hints_of
from node_agent.asterisk.realtime.rows.lines import line_endpoint, line_rows
from node_agent.asterisk.realtime.rows.row import Hint, Row, Rows, Site, Way, hint_context, music_class

__all__ = [
    "Hint",
    "Row",
    "RowMaker",
    "Rows",
    "Site",
    "Way",
    "all_hints",
    "all_rows",
    "code_hints",
    "employee_hint",
    "hint_context",
    "hints_of",
    "line_endpoint",
    "line_rows",
    "music_class",
    "ways_in",
]
