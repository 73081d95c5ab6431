"""Contexts of legs that need more than to ring at once, and what is done to a leg before it rings.

Parameters come in variables that the call logic sets on the caller's channel (fastagi/dialling.py); the extension is
the leg's index, so nothing that a person typed is in them but checked numbers.
"""

from node_agent.asterisk.dialplan.elements import (
    Context,
    Dial,
    Entry,
    GotoIf,
    Hangup,
    Read,
    Return,
    Set,
    Wait,
    steps,
)

CONFIRM_TRIES = 2
CONFIRM_SECONDS = 5

LEGS: tuple[Context, ...] = (
    Context(
        "leg",
        "A phone or a number outside that rings later, must be confirmed, or sees another number than the caller's.",
        (
            Entry(
                "_X",
                steps(
                    Set("LEG=${FILTER(0-9,${EXTEN})}"),
                    GotoIf("$[0${LEG${LEG}_AFTER} = 0]?shown"),
                    Wait("${LEG${LEG}_AFTER}"),
                    ("shown", GotoIf("$[${LEN(${LEG${LEG}_SHOWN})} = 0]?ring")),
                    Set("CALLERID(num)=${FILTER(0-9+*#,${LEG${LEG}_SHOWN})}"),
                    Set("CALLERID(name)="),
                    ("ring", Dial("${LEG${LEG}_DIAL},${LEG${LEG}_SECONDS},${LEG${LEG}_OPTIONS}")),
                    Hangup("${HANGUPCAUSE}"),
                ),
            ),
        ),
    ),
    Context(
        "confirm",
        "Whoever took the call must press 1; a voicemail does not.",
        (
            Entry(
                "s",
                steps(
                    Read(f"PRESSED,${{CONFIRM_SOUND}},1,,{CONFIRM_TRIES},{CONFIRM_SECONDS}"),
                    GotoIf('$["${PRESSED}" = "1"]?taken'),
                    Set("GOSUB_RESULT=CONTINUE"),
                    ("taken", Return("")),
                ),
            ),
        ),
    ),
    Context(
        "intercom",
        "Before a phone rings: it is asked to answer by itself. Makers listen to different headers.",
        (
            Entry(
                "s",
                steps(
                    Set("PJSIP_HEADER(add,Call-Info)=<sip:carillon>\\;answer-after=0"),
                    Set("PJSIP_HEADER(add,Alert-Info)=<http://carillon>\\;info=alert-autoanswer\\;delay=0"),
                    Return(""),
                ),
            ),
        ),
    ),
    Context(
        "recordable",
        "Before a phone rings: whoever takes the call may start and stop the recording, which is on the other side.",
        (Entry("s", steps(Set("DYNAMIC_FEATURES=record-there"), Return(""))),),
    ),
)
