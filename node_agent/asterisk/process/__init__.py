"""Asterisk as a process: started detached, watched, started again when it died, ended gracefully."""

from node_agent.settings import Settings


def main(settings: Settings) -> None:
    """Supervise until SIGTERM, which leaves Asterisk running."""
    from node_agent.asterisk.process.supervisor import supervise  # noqa: PLC0415  `stop` needs none of it

    supervise(settings)


def stop(settings: Settings) -> None:
    """End Asterisk after the calls in progress, within bounds."""
    from node_agent.asterisk.process.stop import stop_asterisk  # noqa: PLC0415

    stop_asterisk(settings)
