"""Contexts that no phone and no line can reach: Asterisk itself enters them, by rows and originations of ours.

`agents`: a waiting line rings an agent, `<order>_<company>_<short number>`. Call logic rings them wherever they are;
while it is down the fallback rings their phones. `errands` and `answered`: the two ends of a call that nobody dialled,
named by the errand's token, see node_agent.errands.
"""

from node_agent.asterisk.dialplan.elements import AGI, Context, Entry, Goto, GotoIf, Hangup, Set, steps

ANY_ERRAND = "_[0-9a-f]!"
AGI_CALL = (
    "agi://127.0.0.1:${AGI_PORT}/call?t=${AGI_TOKEN},${KIND},${WHO},${NUMBER},${CHANNEL(linkedid)},"
    "${FILTER(0-9+*#,${CALLERID(num)})},${CALLERID(name)}"
)


def _enters(name: str, pattern: str, purpose: str, *variables: str) -> Context:
    entry = Entry(pattern, steps(*(Set(variable) for variable in variables), Goto("summoned,s,1")))
    return Context(name, purpose, (entry,))


AGENTS = _enters(
    "agents",
    "_[0-9]!",
    "An agent whom a waiting line rings.",
    "CHANNEL(accountcode)=${CUT(EXTEN,_,2)}",
    "WHO=${CUT(EXTEN,_,2)}",
    "NUMBER=${CUT(EXTEN,_,3)}",
    "KIND=agent",
)
ERRANDS = _enters("errands", ANY_ERRAND, "Whoever an errand calls.", "WHO=${EXTEN}", "NUMBER=0", "KIND=errand")
ANSWERED = _enters("answered", ANY_ERRAND, "What they hear then.", "WHO=${EXTEN}", "NUMBER=0", "KIND=answered")
SUMMONED = Context(
    "summoned",
    "As `call`, of legs that we made ourselves.",
    (
        Entry(
            "s",
            steps(
                AGI(AGI_CALL),
                GotoIf("$[${LEN(${DIALSTATUS})} > 0]?over"),
                Goto("fallback,s,1"),
                ("over", Hangup("")),
            ),
        ),
    ),
)
EXITS = Context(
    "waiting-line-exits",
    "Digits that end a wait; call logic goes on from here, and without it the call is over.",
    (Entry("_[0-9*#]", steps(Hangup(""))),),
)
INSIDE = (AGENTS, ERRANDS, ANSWERED, SUMMONED, EXITS)
