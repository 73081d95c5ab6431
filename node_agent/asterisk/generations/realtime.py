"""The second generation: dialplan that never changes, and a change is rows and two lines over the manager interface.

The product has all of it for the time when call logic is down. Here phones enter it directly.
"""

from collections.abc import Sequence

from node_agent.asterisk.ami.upkeep import Upkeep
from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.dialplan.carillon import entrance
from node_agent.asterisk.dialplan.elements import Context
from node_agent.asterisk.dialplan.render import render_part
from node_agent.asterisk.generations.inclusion import include
from node_agent.asterisk.realtime.database import RealtimeDatabase
from node_agent.asterisk.realtime.steps import Step

FILE = "realtime.conf"
ENTRANCE = "realtime-phones"


def install(places: Places, *more: Context) -> None:
    """Written once; Asterisk has to read its dialplan for it once."""
    phones = entrance(ENTRANCE, "phone", "Calls from phones that are served without call logic.", after="fallback")
    include(places, FILE, render_part([phones, *more]))


async def put_in_force(company: str, changes: Sequence[Step], database: RealtimeDatabase, upkeep: Upkeep) -> bool:
    """Rows in one transaction, then entries and lamps; whether Asterisk knows. Raises sqlite3.Error."""
    database.apply(company, changes)
    return await upkeep.tell(changes)
