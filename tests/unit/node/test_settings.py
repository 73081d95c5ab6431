"""The node's settings say in sentences what is wrong."""

import base64

import pytest

from node_agent.settings import BadSettings, Settings

KEY = base64.b64encode(bytes(32)).decode()
GOOD = {
    "CARILLON_NODE": "n1",
    "CARILLON_NODE_KEY": KEY,
    "CARILLON_CONTROL_KEY": KEY,
    "CARILLON_CONTROL_URL": "http://127.0.0.1:8080",
    "CARILLON_NODE_REDIS_URL": "redis://n1:secret@127.0.0.1:6379/0",
    "CARILLON_NODE_STATE": "/tmp/node",
    "CARILLON_IMAGE": "/tmp/image",
}


def test_a_node_needs_seven_settings_and_has_defaults_for_the_rest() -> None:
    settings = Settings.read(GOOD)
    assert settings.fastagi_port == 4573
    assert settings.sip_realm == "carillon"


@pytest.mark.parametrize("missing", GOOD)
def test_a_missing_setting_is_named(missing: str) -> None:
    with pytest.raises(BadSettings, match=f"{missing} is not set"):
        Settings.read({name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CARILLON_NODE", "N 1"),
        ("CARILLON_NODE_KEY", "short"),
        ("CARILLON_CONTROL_KEY", base64.b64encode(bytes(31)).decode()),
        ("CARILLON_CONTROL_URL", "ftp://x"),
        ("CARILLON_NODE_STATE", "relative/path"),
        ("CARILLON_SIP_PORT", "0"),
        ("CARILLON_SIP_TLS_KEY", "key.pem"),
        ("CARILLON_AMI_PORT", "many"),
        ("CARILLON_RTP_END", "16000"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name):
        Settings.read({**GOOD, name: value})


def test_two_ports_that_are_one_are_named() -> None:
    with pytest.raises(BadSettings, match="CARILLON_AMI_PORT and CARILLON_FASTAGI_PORT"):
        Settings.read({**GOOD, "CARILLON_AMI_PORT": "4573"})


def test_secrets_are_neither_shown_nor_in_the_faults() -> None:
    assert "secret" not in repr(Settings.read(GOOD))
    with pytest.raises(BadSettings) as fault:
        Settings.read({**GOOD, "CARILLON_NODE_KEY": "my-secret-key!"})
    assert "my-secret-key!" not in str(fault.value)
