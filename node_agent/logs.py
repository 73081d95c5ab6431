"""How the node's processes log: one line per event on standard error, never a payload or a secret."""

import logging
import os


def set_up_logs() -> None:
    """Call once per process, before anything logs."""
    level = os.environ.get("CARILLON_LOG_LEVEL", "INFO").upper()
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    for noisy in ("httpx", "httpcore", "panoramisk", "rq.worker", "rq.job"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
