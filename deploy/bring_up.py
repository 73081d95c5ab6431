"""The work of `./carillon up`: set-up, start, proof."""

import time
from collections.abc import Callable
from functools import partial

from deploy import health, instance, paths, ports, screen, setup, stack
from deploy.errors import Stop
from deploy.instance import Instance
from deploy.peer import call
from deploy.ports import Ports
from deploy.processes import Identity

CALL_PATIENCE = 25.0
Question = Callable[[Instance], bool]
PATIENCE = 120
"""Seconds for a process that lives to answer: a small or busy machine is slow, not broken."""
ANSWERS: tuple[tuple[str, Question, str], ...] = (
    ("web", health.portal, "The portal does not answer"),
    ("asterisk", health.asterisk, "The node's telephony engine does not answer"),
    ("calls", health.call_logic, "The call logic does not answer"),
    ("peer", health.peer, "The test peer does not answer"),
)


class NotUp(Stop):
    """Something was started and does not answer. The sentence names it and its log."""

    code = "not-up"


def settle(wishes: dict[str, str]) -> Instance:
    """The instance with its ports; nothing is started. `wishes`: port settings by environment name."""
    if not (paths.UP / "instance.env").exists():
        instance.create(paths.UP, ports=Ports.read(wishes))
    return instance.choose_ports(paths.UP, wishes)


def prepare(made: Instance) -> None:
    """Images, free ports, engines, tables, demo company."""
    setup.run(setup.assets())
    if stack.anything_runs(made):
        with screen.step("Ending what an earlier run left"):
            stack.stop(made)
    ports.require_free(made.ports, skip=_foreign(made))
    setup.run([*setup.database(made), *setup.demo(made)])


def start(made: Instance) -> call.Answered:
    """All processes; returns after a real call through the node. Raises NotUp."""
    with screen.step("Processes") as note:
        runner = stack.start_processes(made)
        for name, question, sentence in ANSWERS:
            note(name)
            if not health.wait_for(partial(_settled, question, made, runner), PATIENCE) or not runner.alive:
                log = made.logs / f"{name if runner.alive else 'runner'}.log"
                raise NotUp(f"{sentence}.", f"Its log is {log}.", str(log))
    with screen.step("A call from employee to employee through the node") as note:
        return _prove(made, note)


def _settled(question: Question, made: Instance, runner: Identity) -> bool:
    """It answers, or there is nobody left to answer."""
    return question(made) or not runner.alive


def _prove(made: Instance, note: screen.Note) -> call.Answered:
    """Phones need a moment to register, and the node to get its configuration: try again until it works."""
    deadline = time.monotonic() + CALL_PATIENCE
    attempt = 1
    while True:
        try:
            return call.between_employees(made)
        except Stop as failure:
            if time.monotonic() > deadline:
                logs = ", ".join(str(made.logs / f"{name}.log") for name in ("jobs", "calls", "asterisk", "peer"))
                raise NotUp(f"The call between two demo employees failed: {failure.what}", f"Read {logs}.") from failure
            note(f"(attempt {attempt}: {failure.what})")
            attempt += 1
            time.sleep(0.5)


def _foreign(made: Instance) -> tuple[str, ...]:
    """Doors we do not open, since DATABASE_URL or REDIS_URL name somebody else's."""
    return tuple(name for name, own in (("postgres", made.own_postgres), ("valkey", made.own_valkey)) if not own)
