"""How many calls the simulator tells per second on one core: a number, opening hours, a menu and a team of four."""

import time

from bench.statistics import table
from tenants.model import (
    Company,
    Destination,
    DestinationKind,
    Employee,
    Line,
    Menu,
    MenuChoice,
    Number,
    Phone,
    Profile,
    Schedule,
    Team,
    Weekday,
    WeeklySpan,
)
from tenants.simulate import Answer, Question, Script, Side, ask
from tenants.simulate.at_once import at_once
from tenants.simulate.retelling import caller_again, script_again
from tenants.simulate.story import tell, who
from tenants.witness import Witness

CALLER, NUMBER = "+79161234567", "+74951230001"
CALLS = 4000
ROUNDS = 5


def measure() -> str:
    """A Markdown table: the best of five rounds, since others use the machine, too."""
    firm = company()
    script = Script(answers={"101": Answer.BUSY, "102": Side(after=5), "103": Side(after=9)}, presses=["2"])
    question = Question(CALLER, NUMBER, "2026-03-02 12:00", ("2",), {"101": "busy", "102": "5s"})
    caller = who(firm, CALLER)

    def scripted() -> None:
        assert at_once(tell(firm, caller, NUMBER, script)).outcome.answered

    def asked() -> None:
        assert at_once(ask(firm, question, script.now)).outcome.answered

    witness = Witness.model_validate(WITNESS)

    def retold() -> None:
        again = script_again(firm, witness)
        assert at_once(tell(firm, caller_again(firm, witness), NUMBER, again)).outcome.answered

    rows = [
        [name, f"{per_second(run):,.0f}"]
        for name, run in (("scripted call", scripted), ("what-if question", asked), ("real call told again", retold))
    ]
    return table(["what", "calls/s on one core"], rows)


def per_second(run: object) -> float:
    assert callable(run)
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(CALLS):
            run()
        best = max(best, CALLS / (time.process_time() - began))
    return best


def company() -> Company:
    people = [Employee(id=f"e{n}", name=f"Employee {n}", number=str(n)) for n in range(101, 105)]
    phones = [
        Phone(id=f"p{n}", employee=f"e{n}", label="Desk", login=f"acme-{n}", digest="0" * 64, legacy_digest="0" * 32)
        for n in range(101, 105)
    ]
    members = tuple(Destination(kind=DestinationKind.EMPLOYEE, id=person.id) for person in people)
    team = Team(id="sales", name="Sales", members=members)
    choices = (
        MenuChoice(digits="1", destination=members[0]),
        MenuChoice(digits="2", destination=Destination(kind=DestinationKind.TEAM, id="sales")),
    )
    menu = Menu(id="main", name="Main", choices=choices)
    hours = Schedule(id="hours", name="Hours", weekly=(WeeklySpan(days=tuple(Weekday), opens="09:00", closes="18:00"),))
    to = Destination(kind=DestinationKind.MENU, id="main")
    number = Number(id="n", number=NUMBER, destination=to, hours="hours")
    line = Line(id="city", name="City", host="127.0.0.1", caller_number=NUMBER)
    return Company.build(
        "acme", 1, [Profile(id="acme", name="Acme"), *people, *phones, team, menu, hours, number, line]
    )


WITNESS = {
    "version": 1,
    "at": "2026-03-02T12:00:00Z",
    "dialled": NUMBER,
    "caller_number": CALLER,
    "line": "city",
    "seen": [
        {"what": "ask", "answer": "2"},
        *({"what": "busy", "about": [f"e{n}"], "answer": "yes" if n == 101 else ""} for n in range(101, 105)),
        {
            "what": "ring",
            "about": ["acme-102", "acme-103", "acme-104"],
            "answer": "answered",
            "by": "acme-102",
            "seconds": 65,
            "talked": 60,
            "data": "[20]",
        },
    ],
}
