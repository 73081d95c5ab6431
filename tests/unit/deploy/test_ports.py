import socket
import subprocess
import sys
from dataclasses import replace

import pytest

from deploy import lanes, ports
from deploy.paths import REPOSITORY
from deploy.ports import PortBusy, Ports


def test_free_ports_are_free_and_differ() -> None:
    chosen = ports.free()
    ports.require_free(chosen)
    doors = [getattr(chosen, name) for name in ports.LABELS]
    assert len(set(doors)) == len(doors)
    assert chosen.rtp_end > chosen.rtp_start
    assert chosen.peer_rtp_end > chosen.peer_rtp_start


def test_two_instances_share_no_port_and_no_voice() -> None:
    one, other = (_numbers(ports.free()) for _ in range(2))
    assert not one & other


def test_nobody_else_gets_a_lane_while_the_process_that_has_it_lives() -> None:
    claim = "from deploy import lanes; print(lanes.claim().first, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", claim], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=REPOSITORY, text=True
    ) as other:
        assert other.stdout is not None
        theirs = int(other.stdout.readline())
        with socket.socket() as mine, pytest.raises(OSError, match="in use"):
            mine.bind((lanes.LOOPBACK, theirs))
        other.kill()
    with socket.socket() as mine:
        mine.bind((lanes.LOOPBACK, theirs))


def _numbers(chosen: Ports) -> set[int]:
    doors = {getattr(chosen, name) for name in ports.LABELS}
    voices = range(chosen.rtp_start, chosen.rtp_end + 1)
    return doors | {*voices, *range(chosen.peer_rtp_start, chosen.peer_rtp_end + 1)}


def test_a_busy_port_is_named_with_the_setting_that_moves_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(PortBusy) as caught:
            ports.require_free(replace(ports.free(), portal=number))
    assert f"Port {number} (TCP), wanted for the portal" in caught.value.what
    assert "--portal-port" in caught.value.do
    assert "CARILLON_PORTAL_PORT" in caught.value.do


def test_a_phone_system_on_the_sip_port_is_noticed_although_it_speaks_udp_only() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        number = taken.getsockname()[1]
        with pytest.raises(PortBusy, match=r"\(UDP\), wanted for SIP"):
            ports.require_free(replace(ports.free(), sip=number))


def test_a_door_of_somebody_elses_engine_is_not_ours_to_check() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports.require_free(replace(ports.free(), postgres=taken.getsockname()[1]), skip=("postgres",))


def test_every_port_has_a_name_in_the_environment() -> None:
    assert set(ports.VARIABLES) == set(Ports.__dataclass_fields__)
    assert Ports.read(Ports(portal=1).settings()).portal == 1
