"""One subroutine both ways, as the talk weighed them: a template, and the typed generator. ADR 0030.

For what is right both write the same text. For what is wrong the template writes it too, and Asterisk is the first to
read it, when somebody calls.
"""

from collections.abc import Callable

import pytest
from jinja2 import Environment

from node_agent.asterisk.dialplan.elements import Application, BadDialplan, Context, Entry, Set, Step, steps
from node_agent.asterisk.dialplan.render import render_part
from node_agent.asterisk.dialplan.typed import Place, assign, go_if, ring
from node_agent.asterisk.dialplan.values import CALLER_NAME, DIALLED, Variable, Word, empty, equal, more
from node_agent.asterisk.generations.generated import context_of
from tests.kit.companies import company

TEMPLATE = """\
exten => {{ user.number }},1,
{%- if not user.call_waiting -%}
Set(STATE=${EXTENSION_STATE({{ user.number }}@{{ context }})})
 same => n,GotoIf($["${STATE}" != "NOT_INUSE"]?busy)
 same => n,{% endif -%}
Dial({{ user.devices | join("&") }},{{ user.ring_seconds }})
 same => n,GotoIf($["${DIALSTATUS}" = "BUSY"]?busy)
 same => n,Hangup(19)
 same => n(busy),Hangup(17)
exten => {{ user.number }},hint,{{ user.devices | join("&") }}&Custom:quiet_acme_{{ user.number }}
"""


def templated(template: str, **user: object) -> str:
    environment = Environment(keep_trailing_newline=True)
    return environment.from_string(template).render(user=user, context="generated-acme")


def generated(*, call_waiting: bool) -> str:
    firm = company("acme", {"101": "Anna"})
    anna = firm.employees_by_number["101"].model_copy(update={"call_waiting": call_waiting})
    context = context_of(firm.changed(2, [anna], []))
    own = Context(context.name, context.purpose, tuple(e for e in context.entries if e.pattern == "101"))
    return render_part([own]).partition("[generated-acme]\n")[2]


@pytest.mark.parametrize("call_waiting", [True, False])
def test_both_write_the_same_for_an_ordinary_employee(call_waiting: bool) -> None:
    user = {"number": "101", "devices": ["PJSIP/acme-101"], "ring_seconds": 20, "call_waiting": call_waiting}
    assert templated(TEMPLATE, **user) == generated(call_waiting=call_waiting)


class Dail(Application):
    """A slip of the finger."""


FAULTS: dict[str, tuple[str, str, Callable[[], Application]]] = {
    "an unknown application": (
        "exten => 101,1,Dail(PJSIP/{{ user.login }},20)\n",
        "exten => 101,1,Dail(PJSIP/acme-101,20)\n",
        lambda: Dail("PJSIP/acme-101,20"),
    ),
    "unbalanced brackets": (
        "exten => 101,1,Set(A=${LEN(${B})\n",
        "exten => 101,1,Set(A=${LEN(${B})\n",
        lambda: Set("A=${LEN(${B})"),
    ),
    "a caller's name in an expression": (
        'exten => 101,1,GotoIf($["${CALLERID(name)}" = "{{ user.name }}"]?vip,s,1)\n',
        'exten => 101,1,GotoIf($["${CALLERID(name)}" = "Anna"]?vip,s,1)\n',
        lambda: go_if(equal(CALLER_NAME, Word("Anna")), Place("vip")),  # type: ignore[arg-type]
    ),
    "what was dialled in a dial string": (
        "exten => _X.,1,Dial(PJSIP/${EXTEN},20)\n",
        "exten => _X.,1,Dial(PJSIP/${EXTEN},20)\n",
        lambda: ring(DIALLED, 20),  # type: ignore[arg-type]
    ),
    "a variable that hides a caller's number": (
        'exten => 101,1,GotoIf($["${CALLERID(num)}" = "1"]?vip,s,1)\n',
        'exten => 101,1,GotoIf($["${CALLERID(num)}" = "1"]?vip,s,1)\n',
        lambda: go_if(equal(Variable("CALLERID(num)"), Word("1")), Place("vip")),
    ),
    "a name that is code": (
        "exten => 101,1,Set(WHO={{ user.hostile }})\n",
        "exten => 101,1,Set(WHO=x)\nexten => 101,2,System(id))\n",
        lambda: assign("WHO", Word("x)\nexten => 101,2,System(id)")),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_template_lets_it_through_and_the_generator_refuses_it(fault: str) -> None:
    template, written, typed = FAULTS[fault]
    hostile = "x)\nexten => 101,2,System(id)"
    assert templated(template, login="acme-101", name="Anna", hostile=hostile) == written
    with pytest.raises(BadDialplan):
        render_part([Context("test", "a fault", (Entry("101", (Step(typed()),)),))])


def test_a_caller_who_is_called_code_is_read_as_code_where_a_template_compares_names() -> None:
    name = '" = "" | "1'
    written = templated('$["${CALLERID(name)}" = "{{ user.name }}"]', name="Anna")
    assert written.replace("${CALLERID(name)}", name) == '$["" = "" | "1" = "Anna"]', "true for everybody"


def test_what_a_caller_chose_is_compared_by_its_length_or_after_a_filter() -> None:
    assert go_if(more(DIALLED.length, 32), Place("refused")).render() == "GotoIf($[${LEN(${EXTEN})} > 32]?refused,s,1)"
    entry = Entry(
        "s",
        steps(
            assign("NUMBER", DIALLED.only("0-9+*#")),
            go_if(empty(DIALLED) | equal(Variable("NUMBER"), Word("101")), Place("refused")),
        ),
    )
    lines = render_part([Context("test", "allowed", (entry,))]).splitlines()
    assert lines[-2:] == [
        "exten => s,1,Set(NUMBER=${FILTER(0-9+*#,${EXTEN})})",
        ' same => n,GotoIf($[${LEN(${EXTEN})} = 0 | "${NUMBER}" = "101"]?refused,s,1)',
    ]
