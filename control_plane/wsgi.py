"""What gunicorn serves: `gunicorn control_plane.wsgi:app`."""

import signal
import threading
from types import FrameType

from control_plane.app import create_app
from control_plane.core.logs import configure_logs
from control_plane.features.streams.api import open_hub
from control_plane.settings import Settings

configure_logs()
_settings = Settings.load()
app = create_app(_settings)
_hub = open_hub(app, _settings)


def _end_streams_first(number: signal.Signals) -> None:
    """A worker that is told to end waits for its answers; streams would let it wait for an hour."""
    before = signal.getsignal(number)

    def end(received: int, frame: FrameType | None) -> None:
        # Not here and now: the signal may have come while the hub holds its lock.
        threading.Thread(target=_hub.end, daemon=True).start()
        if callable(before):
            before(received, frame)

    signal.signal(number, end)


if threading.current_thread() is threading.main_thread():
    for _number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
        _end_streams_first(_number)
