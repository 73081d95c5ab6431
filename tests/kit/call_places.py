"""The few calls that the library of the test phones can hold at once."""

import contextlib

import pjsua2 as pj

CALLS_AT_ONCE = 4
"""Of all phones together; a call between two phones is two. Compiled into the library's wheel."""


def busy_places() -> str:
    """What the library's few places for calls hold, for messages of failed tests."""
    found = []
    for place in range(CALLS_AT_ONCE):
        call = pj.Call.lookup(place)
        with contextlib.suppress(pj.Error):
            found.append(f"{call.getInfo().localUri} {call.getInfo().stateText}" if call is not None else "free")
    return ", ".join(found)
