"""Our dialplan. The main road is one AGI call; the rest is the fallback for a node whose call logic is down.

AGISTATUS is not looked at: it is SUCCESS also when the server closed without a word (tried on 22.10), as happens when
the watchdog kills it.

`AGI_PORT` and `AGI_TOKEN` are globals (node_agent/asterisk/config/files.py). Arguments of the AGI call, in this order:
kind (`phone`, `line`, `transfer` or one of inside.py), endpoint, normalised number, linked id, caller number, caller
name. The name is last because it may hold commas. Of a transfer the endpoint is whose button was pressed: the one thing
that gives rights.
"""

from node_agent.asterisk.dialplan.elements import (
    AGI,
    Application,
    Context,
    Entry,
    Goto,
    GotoIf,
    Hangup,
    Playback,
    Progress,
    Set,
    steps,
)
from node_agent.asterisk.dialplan.inside import INSIDE
from node_agent.asterisk.dialplan.keeping import KEEPING
from node_agent.asterisk.dialplan.legs import LEGS
from node_agent.asterisk.dialplan.lookup import LOOKUP
from node_agent.asterisk.dialplan.render import render
from node_agent.asterisk.sentences import CANNOT_COMPLETE

ANY_NUMBER = "_[0-9+*#]!"
"""Anything that starts like a number: refuses names at once and never matches `h`, `i` or `t`."""

SERVER = "agi://127.0.0.1:${AGI_PORT}/call?t=${AGI_TOKEN}"


def _agi(endpoint: str) -> AGI:
    return AGI(
        f"{SERVER},${{KIND}},{endpoint},${{NUMBER}},${{CHANNEL(linkedid)}},"
        "${FILTER(0-9+*#,${CALLERID(num)})},${CALLERID(name)}"
    )


HIDING = (
    Set("SHOWS=${CALLERID(num-pres):0:7}${FILTER(a-z,${TOLOWER(${PJSIP_HEADER(read,Privacy)})})}"),
    GotoIf('$["${SHOWS}" = "allowed" | "${SHOWS}" = "allowednone"]?shown'),
    Set("CALLERID(all)="),
    Set("CALLERID(pres)=allowed"),
)
"""A caller who asked the provider to hide their number (RFC 3323, RFC 3325 §9.3) has none for us. Allowed: of what is
shown from now on, such as a number of the company when the call is forwarded, nothing is to be hidden."""


def entrance(
    name: str,
    kind: str,
    purpose: str,
    pattern: str = ANY_NUMBER,
    after: str = "call",
    first: tuple[Application, ...] = (),
) -> Context:
    """Number normalised once, before anything else reads it: `100&Local/…` differs in length and is refused."""
    return Context(
        name,
        purpose,
        (
            Entry(
                pattern,
                steps(
                    Set("NUMBER=${FILTER(0-9+*#,${EXTEN})}"),
                    GotoIf("$[${LEN(${NUMBER})} != ${LEN(${EXTEN})} | ${LEN(${NUMBER})} > 32]?refused,s,1"),
                    *first,
                    ("shown", Set(f"KIND={kind}")) if first else Set(f"KIND={kind}"),
                    Goto(f"{after},s,1"),
                ),
            ),
        ),
    )


CONTEXTS: tuple[Context, ...] = (
    entrance("phones", "phone", "Calls from phones that have authenticated."),
    entrance("lines", "line", "Calls from provider lines.", first=HIDING),
    Context(
        "call",
        "The call logic decides and hangs up. Coming back without DIALSTATUS: it is dead and nobody rang yet.",
        (
            Entry(
                "s",
                steps(
                    _agi("${CHANNEL(endpoint)}"),
                    GotoIf("$[${LEN(${DIALSTATUS})} > 0]?over"),
                    Goto("fallback,s,1"),
                    ("over", Hangup("")),
                ),
            ),
        ),
    ),
    entrance(
        "transfer",
        "transfer",
        "Whom somebody transferred, by a phone's button or by short code; dialled digits end by time or with #.",
        "_[0-9+*#].",
        "transferred",
    ),
    Context(
        "transferred",
        "As `call`, with the rights of who transferred, told by the name of their leg, PJSIP/<login>-0000002a.",
        (
            Entry(
                "s",
                steps(
                    Set("TRANSFERRER=${IF($[${LEN(${BLINDTRANSFER})} > 0]?${BLINDTRANSFER}:${ATTENDEDTRANSFER})}"),
                    Set("DIALSTATUS="),
                    _agi("${TRANSFERRER:6:-9}"),
                    GotoIf("$[${LEN(${DIALSTATUS})} > 0]?over"),
                    Goto("fallback,s,1"),
                    ("over", Hangup("")),
                ),
            ),
        ),
    ),
    *LOOKUP,
    Context(
        "refused",
        "What is not a number, or nobody's.",
        (Entry("s", steps(Progress(), Playback(f"{CANNOT_COMPLETE},noanswer"), Hangup("1"))),),
    ),
    *LEGS,
    *KEEPING,
    *INSIDE,
)


def extensions_conf() -> str:
    """The text of extensions.conf; entries and hints of companies come through static realtime, globals from their own
    private file."""
    return render(CONTEXTS, includes=("globals.conf", "company_entries.conf"))
