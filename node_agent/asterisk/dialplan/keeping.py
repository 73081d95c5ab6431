"""Contexts of recordings. A channel's variable RECORDING names its file below /media/recordings, without ending."""

from node_agent.asterisk.dialplan.elements import (
    AGI,
    Context,
    Entry,
    GotoIf,
    MixMonitor,
    Return,
    Set,
    StopMixMonitor,
    steps,
)
from node_agent.asterisk.media import RECORDINGS

SERVER = "agi://127.0.0.1:${AGI_PORT}/call?t=${AGI_TOKEN}"

KEEPING: tuple[Context, ...] = (
    Context(
        "record",
        "Somebody who talks pressed the short code: the recording starts, or stops until it is pressed again.",
        (
            Entry(
                "s",
                steps(
                    GotoIf("$[${LEN(${RECORDING})} = 0]?done"),
                    GotoIf("$[${LEN(${RECORDING_ID})} > 0]?stop"),
                    MixMonitor(f"{RECORDINGS}/${{RECORDING}}.wav,abi(RECORDING_ID)"),
                    Return(""),
                    ("stop", StopMixMonitor("${RECORDING_ID}")),
                    Set("RECORDING_ID="),
                    ("done", Return("")),
                ),
            ),
        ),
    ),
    Context(
        "recorded",
        "The recorded leg has hung up: the call logic completes the recording.",
        (
            Entry(
                "s",
                steps(
                    StopMixMonitor(""),
                    AGI(f"{SERVER},recorded,${{RECORDING}}"),
                    Return(""),
                ),
            ),
        ),
    ),
)
