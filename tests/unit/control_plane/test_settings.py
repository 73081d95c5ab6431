"""Settings of the control plane: each fault is one sentence that says what to do."""

import base64

import pytest
from pydantic import ValidationError

from control_plane.settings import Settings, SettingsWrong

KEY = base64.b64encode(bytes(32)).decode()
GOOD = {
    "DATABASE_URL": "postgresql://carillon:secret@127.0.0.1:5432/carillon",
    "REDIS_URL": "redis://control-plane:secret@127.0.0.1:6379/0",
    "CARILLON_SECRET_KEY": "s" * 32,
    "CARILLON_SIGNING_KEY": KEY,
    "CARILLON_SECRETS_KEY": KEY,
}
FAULTS = {
    "DATABASE_URL": ["", "mysql://x", "sqlite:///x", "127.0.0.1"],
    "REDIS_URL": ["", "http://x", "127.0.0.1:6379"],
    "CARILLON_SECRET_KEY": ["", "short", "s" * 31],
    "CARILLON_SIGNING_KEY": ["", "not base64!", base64.b64encode(bytes(31)).decode(), KEY + "AAAA"],
    "CARILLON_SECRETS_KEY": ["", "not base64!", base64.b64encode(bytes(33)).decode()],
    "CARILLON_PUBLIC_URL": ["", "carillon.example", "ftp://carillon.example"],
    "CARILLON_SIP_REALM": ["", "two words", 'quo"te', "x" * 65],
    "CARILLON_SESSION_COOKIE_SECURE": ["", "perhaps"],
    "CARILLON_SESSION_HOURS": ["0", "721", "many", ""],
    "CARILLON_PROXIES": ["-1", "6", "many"],
    "CARILLON_PRIVATE_SIGN_ON": ["", "perhaps"],
    "CARILLON_SECOND_FACTOR_REQUIRED": ["", "perhaps"],
    "CARILLON_SESSION_IDLE_MINUTES": ["4", "43201", "many", ""],
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FAULTS:
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)


def fault() -> str:
    with pytest.raises(SettingsWrong) as found:
        Settings.load()
    return str(found.value)


def test_five_settings_are_enough() -> None:
    settings = Settings.load()
    assert settings.sqlalchemy_url == "postgresql+psycopg://carillon:secret@127.0.0.1:5432/carillon"
    assert settings.psycopg_url == GOOD["DATABASE_URL"]
    assert settings.session_cookie_secure


@pytest.mark.parametrize("name", GOOD)
def test_missing_setting_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    assert fault() == f"{name} is not set; `./carillon up` generates it, elsewhere set it in the environment."


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in FAULTS.items() for value in values])
def test_wrong_setting_is_one_sentence_that_names_it(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    sentence = fault()
    assert sentence.startswith(f"{name}: ")
    assert sentence.endswith("correct it in the environment.")
    assert "\n" not in sentence


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL")
    monkeypatch.setenv("CARILLON_SECRET_KEY", "short")
    assert {line.split(" ")[0].rstrip(":") for line in fault().splitlines()} == {"REDIS_URL", "CARILLON_SECRET_KEY"}


def test_fault_never_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CARILLON_SECRET_KEY", "CARILLON_SIGNING_KEY", "CARILLON_SECRETS_KEY"):
        monkeypatch.setenv(name, "my-own-secret")
    assert "my-own-secret" not in fault()


def test_settings_cannot_be_changed_and_do_not_print_secrets() -> None:
    settings = Settings.load()
    with pytest.raises(ValidationError):
        settings.secret_key = "other"  # type: ignore[misc]
    for secret in ("secret@", KEY, "s" * 32):
        assert secret not in repr(settings)
