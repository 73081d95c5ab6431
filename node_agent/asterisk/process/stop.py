"""Ends Asterisk: no new calls, wait for the talks, then now, then by force. Each step has an end."""

import logging

from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.process.console import ask
from node_agent.asterisk.process.running import Running
from node_agent.logs import set_up_logs
from node_agent.settings import Settings

log = logging.getLogger(__name__)
GRACE = 10.0
"""Seconds for talks in progress. A drain (hours) is another matter than a stop."""
NOW = 5.0


def stop_asterisk(settings: Settings, grace: float = GRACE) -> None:
    """Harmless when it does not run. A running supervisor leaves it stopped."""
    set_up_logs()
    places = Places(settings.node_state)
    places.stopped.touch()
    running = Running.read(places.pid)
    if running is None:
        return
    for command, seconds in (("core stop gracefully", grace), ("core stop now", NOW)):
        ask(places, command)
        if running.wait(seconds):
            log.info("Asterisk ended after `%s`", command)
            break
    else:
        log.warning("Asterisk did not end by itself; it is killed")
        running.kill()
        running.wait(NOW)
    places.pid.unlink(missing_ok=True)
