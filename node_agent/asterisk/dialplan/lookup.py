"""How a number is served from parameters in the realtime database: the second generation, and today's fallback.

The company's context holds one entry per number, which says of what kind it is (rows/fallback.py writes it, static
realtime and the manager interface bring it in force). What is rung is read here, with one lookup: it costs milliseconds
(docs/performance.md). Two variables tell whose call it is: the channel's account code and NUMBER, already checked.
"""

from node_agent.asterisk.dialplan.elements import Answer, Context, Entry, Hangup, Set, steps
from node_agent.asterisk.dialplan.typed import Label, Place, go, go_if, ring, wait_in
from node_agent.asterisk.dialplan.values import Variable, Word, empty, equal

PERSON = "lookup-person"
WAITING_LINE = "lookup-waiting-line"
WAIT_SECONDS = 600
"""Nothing overflows while call logic is down: after this somebody should try again."""

HOW_IT_ENDED = Variable("DIALSTATUS")
FIND = Set("HASH(ROW)=${REALTIME_HASH(fallback,id,${CHANNEL(accountcode)}:${NUMBER})}")


def found(column: str) -> Variable:
    """A column of the row that FIND has read."""
    return Variable(f"HASH(ROW,{column})")


LOOKUP: tuple[Context, ...] = (
    Context(
        PERSON,
        "The phones of an employee, one realtime lookup (2 to 4 ms).",
        (
            Entry(
                "s",
                steps(
                    FIND,
                    go_if(empty(found("dial")), Place("refused")),
                    ring(found("dial"), found("seconds")),
                    go_if(equal(HOW_IT_ENDED, Word("BUSY")), Label("busy")),
                    Hangup("19"),
                    ("busy", Hangup("17")),
                ),
            ),
        ),
    ),
    Context(
        WAITING_LINE,
        "A waiting line: it is Asterisk's, and its agents are rung through `agents`.",
        (
            Entry(
                "s",
                steps(
                    FIND,
                    go_if(empty(found("queue")), Place("refused")),
                    Answer(""),
                    wait_in(found("queue"), WAIT_SECONDS),
                    Hangup("19"),
                ),
            ),
        ),
    ),
    Context(
        "fallback",
        "To the company's entry; without one it may be that Asterisk was not told of it, and the database knows.",
        (
            Entry(
                "s",
                steps(
                    Set("COMPANY=company-${CHANNEL(accountcode)}"),
                    Set("KNOWN=${DIALPLAN_EXISTS(${COMPANY},${NUMBER},1)}"),
                    go_if(equal(Variable("KNOWN"), Word("1")), Place(Variable("COMPANY"), Variable("NUMBER"))),
                    go(Place(PERSON)),
                ),
            ),
        ),
    ),
)
