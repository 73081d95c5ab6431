"""A developer stands in a real call: the caller hears music, everybody else telephones, and nothing is left behind."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from node_agent.apply.diff import changed_keys, steps_between
from node_agent.asterisk.fastagi.session import DECISION_SECONDS
from node_agent.asterisk.realtime.site import site_of
from node_agent.custom.debugger.messages import Armed, NotArmed
from node_agent.spool import Spool
from node_agent.store import Store
from tenants.model import Profile
from tenants.model.custom import Customised
from tests.kit.companies import company, password_of
from tests.kit.debugging import WHO, Developer, Editor, order
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones
from tests.kit.ports import free_port
from wire.envelope import Signer

TAKEN_OVER = "the product takes the call"
SOURCE = """
from tenants.calls.employee import EmployeeDestination
from tenants.extend import Customisation

class Bell(EmployeeDestination):
    async def ring(self, call):
        breakpoint()
        outcome = await super().ring(call)
        return outcome

CUSTOMISATION = Customisation("bell", title="Bell", descendants=[Bell])
"""
BUNDLE = hashlib.sha256(SOURCE.encode()).hexdigest()


class Ground:
    """A node that serves acme: Anna 101, Boris 102, Clara 103."""

    def __init__(self, node: Node, phones: Phones, people: dict[str, Phone]) -> None:
        self.node, self.phones, self.people = node, phones, people

    def order(
        self, caller: str = "", *, company: str = "acme", seconds: float = 60.0, signer: Signer | None = None
    ) -> str:
        return order(signer or self.node.control.signer, company=company, caller=caller, seconds=seconds)

    def developer(self, sealed: str, *, listen: int | None = None) -> Developer:
        developer = Developer(self.node.settings.node_state, sealed, listen=listen)
        if isinstance(developer.answer, Armed):
            developer.wait_until_said("Armed", self.phones.run)
        return developer

    def told(self) -> list[str]:
        """What journeys will say of debugging, oldest first."""
        with closing(Spool.open(self.node.settings.node_state / "spool.sqlite")) as spool:
            decisions = [fact.decision for fact in spool.waiting(500).facts]
        return [each.text for each in decisions if each is not None and each.rule == "debugged"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, phones: Phones) -> Iterator[Ground]:
    with Node(tmp_path_factory.mktemp("debugger") / "node") as node:
        node.settings = node.settings.model_copy(update={"debugger": True})
        folder = node.settings.node_state / "bundles" / BUNDLE / "bell"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(SOURCE)
        profile = Profile(id="bell", name="Bell", customisation=Customised(name="bell", bundle=BUNDLE))
        bell = company("bell", {"101": "Anna", "102": "Boris"}, ring_seconds=20, more=(profile,))
        with closing(Store.open(node.settings.node_state / "store.sqlite")) as store:
            for firm in (company("acme", {"101": "Anna", "102": "Boris", "103": "Clara"}, ring_seconds=20), bell):
                steps = steps_between(None, firm, changed_keys(None, firm), site_of(node.settings))
                node.database.apply(firm.id, steps)
                store.replace(firm, 0)
        node.start_asterisk()
        node.start("calls")
        node.wait_for(lambda: "connected to the manager" in node.log("calls"), 20, "the call logic")
        logins = {
            "101": "acme-101",
            "102": "acme-102",
            "103": "acme-103",
            "bell-101": "bell-101",
            "bell-102": "bell-102",
        }
        people = {name: phones.phone(login, password_of(login), node.server) for name, login in logins.items()}
        for phone in people.values():
            phone.register()
        yield Ground(node, phones, people)
        for phone in people.values():
            phones.remove(phone)


@pytest.fixture
def ground(running: Ground) -> Iterator[Ground]:
    for phone in running.people.values():
        phone.calls.clear()
    yield running
    for phone in running.people.values():
        for talk in phone.calls:
            if not talk.over:
                talk.hang_up()
    running.node.wait_for(lambda: "0 active channels" in running.node.ask("core show channels"), 10, "silence")
    assert "refused a connection" not in running.node.log("calls"), "no deadline has cut a call"


def test_caller_hears_music_while_a_developer_stands_in_the_call_and_others_telephone(ground: Ground) -> None:
    anna, boris, clara = (ground.people[number] for number in ("101", "102", "103"))
    port = free_port()
    with ground.developer(ground.order("101"), listen=port):
        editor = Editor(port, ground.phones.run).attach()
        talk = anna.call("102")
        frame = editor.stopped()
        assert frame["name"] == "take_call"
        assert frame["source"]["path"].endswith("tenants/calls/entrance.py")
        assert editor.value("call.caller.number", frame) == "'101'"
        talk.wait_until_hears_something()
        assert not boris.calls
        beside = clara.call("102").wait_until_talking(10)
        beside.hang_up()
        beside.wait_until_over()
        rung = len(boris.calls)
        talk.wait_until_hears_something()
        ground.phones.run(DECISION_SECONDS)
        assert len(boris.calls) == rung
        editor.go_on()
        talk.wait_until_talking(10).wait_until_hears_only(boris.tone)
        assert len(boris.calls) == rung + 1
        second = anna.call("103").wait_until_talking(10)
        second.hang_up()
        talk.hang_up()
    ground.node.wait_for(lambda: [WHO in text for text in ground.told()] == [True], 5, "the journey's word of it")


@pytest.mark.parametrize("how", ["detach", "close", "leave"])
def test_a_developer_who_goes_away_lets_the_call_go_on(ground: Ground, how: str) -> None:
    """From the menu of the editor, with the editor, and with the whole command."""
    anna, boris = ground.people["101"], ground.people["102"]
    port = free_port()
    with ground.developer(ground.order(), listen=port) as developer:
        editor = Editor(port, ground.phones.run).attach()
        talk = anna.call("102")
        editor.stopped()
        assert not boris.calls
        developer.leave() if how == "leave" else getattr(editor, how)()
        talk.wait_until_talking(15).hang_up()


def test_another_caller_is_not_caught_and_a_permission_is_for_one_call(ground: Ground) -> None:
    anna, boris, clara = (ground.people[number] for number in ("101", "102", "103"))
    sealed = ground.order("103")
    with ground.developer(sealed) as developer:
        anna.call("102").wait_until_talking(10).hang_up()
        assert "A call from" not in developer.said
        rung = len(boris.calls)
        caught = clara.call("102")
        developer.wait_until_said("(Pdb)", ground.phones.run)
        again = ground.developer(sealed)
        assert isinstance(again.answer, NotArmed)
        assert again.answer.code == "permission-used"
        developer.type("p 'seen: ' + call.caller.number")
        developer.wait_until_said("seen: 103", ground.phones.run)
        assert len(boris.calls) == rung
        developer.type("c")
        caught.wait_until_talking(10)
        clara.call("101").wait_until_talking(10).hang_up()
        caught.hang_up()


def test_a_caller_who_hangs_up_is_gone_wherever_the_developer_stands(ground: Ground) -> None:
    with ground.developer(ground.order()) as developer:
        talk = ground.people["101"].call("102")
        developer.wait_until_said("(Pdb)", ground.phones.run)
        talk.hang_up()
        talk.wait_until_over()
        ground.node.wait_for(
            lambda: "0 active channels" in ground.node.ask("core show channels"), 10, "the end of the call"
        )
        assert not ground.people["102"].calls


def test_who_gives_the_call_back_in_the_terminal_has_the_product_take_it(ground: Ground) -> None:
    with ground.developer(ground.order()) as developer:
        talk = ground.people["101"].call("102")
        developer.wait_until_said("(Pdb)", ground.phones.run).type("q")
        talk.wait_until_talking(15).hang_up()
    ground.node.wait_for(lambda: any(TAKEN_OVER in each for each in ground.told()), 5, "the journey's word of it")


def test_when_the_time_is_over_the_call_goes_on_and_later_ones_are_not_caught(ground: Ground) -> None:
    anna, clara = ground.people["101"], ground.people["103"]
    idle = ground.developer(ground.order("103", seconds=8))
    with idle, ground.developer(ground.order("101", seconds=8)) as developer:
        talk = anna.call("102")
        developer.wait_until_said("(Pdb)", ground.phones.run)
        talk.wait_until_talking(20).hang_up()
        idle.wait_until_said("The node has ended it", ground.phones.run)
        clara.call("102").wait_until_talking(10).hang_up()


def test_a_breakpoint_in_a_customers_code_stops_there(ground: Ground) -> None:
    """`breakpoint()`, as a developer writes it, and a line that is marked in the editor."""
    file = ground.node.settings.node_state / "bundles" / BUNDLE / "bell" / "__init__.py"
    marked = SOURCE.splitlines().index("        return outcome") + 1
    port = free_port()
    with ground.developer(ground.order(company="bell"), listen=port):
        editor = Editor(port, ground.phones.run).attach({str(file): [marked]})
        talk = ground.people["bell-101"].call("102")
        assert editor.stopped()["name"] == "take_call"
        editor.go_on()
        frame = editor.stopped()
        assert (frame["name"], frame["source"]["path"]) == ("ring", str(file))
        assert editor.value("self.employee.name", frame) == "'Boris'"
        editor.go_on()
        talk.wait_until_talking(10).hang_up()
        assert editor.stopped()["line"] == marked
        editor.go_on()


def test_nobody_is_let_in_without_a_permission_of_the_control_plane(ground: Ground) -> None:
    forged = ground.order(signer=Signer(Ed25519PrivateKey.generate()))
    for sealed, code in [
        (forged, "envelope-forged"),
        ("nonsense", "envelope-garbage"),
        (order(ground.node.control.signer, company="acme", node="n2"), "envelope-wrong-audience"),
        (order(ground.node.control.signer, company="nobody"), "unknown"),
        (ground.order(seconds=-1), "permission-over"),
    ]:
        answer = ground.developer(sealed).answer
        assert isinstance(answer, NotArmed)
        assert answer.code == code
    place = ground.node.settings.node_state / "debug.sock"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    ground.people["101"].call("102").wait_until_talking(10).hang_up()


def test_a_node_that_restarts_sends_the_developer_home(ground: Ground) -> None:
    with ground.developer(ground.order()) as developer:
        ground.node.stop("calls")
        developer.wait_until_said("The node has ended it", ground.phones.run)
    ground.node.settings = ground.node.settings.model_copy(update={"debugger": False})
    begun = ground.node.log("calls").count("connected to the manager")
    ground.node.start("calls")
    ground.node.wait_for(lambda: ground.node.log("calls").count("connected to the manager") > begun, 20, "call logic")
    refused = ground.developer(ground.order()).answer
    assert isinstance(refused, NotArmed)
    assert refused.code == "debugger-off"
    ground.people["101"].call("102").wait_until_talking(10).hang_up()
