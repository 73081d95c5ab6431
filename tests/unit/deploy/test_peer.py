import pytest

from deploy.peer import config
from deploy.peer.demo import Demo, UnknownDemo
from deploy.ports import Ports

DEMO = {
    "company": "bluebell",
    "number": "+74951230001",
    "line": {"id": "l1", "username": None, "password": None},
    "phones": [
        {"employee": f"E{number}", "number": str(number), "login": f"bluebell-{number}", "password": f"p{number}"}
        for number in range(101, 106)
    ],
}


def _pjsip(demo: Demo) -> str:
    return config.files(demo, Ports(), "secret", "carillon", ["res_pjsip"])["pjsip.conf"]


def test_the_peer_holds_the_last_two_phones_with_their_real_secrets() -> None:
    text = _pjsip(Demo.read(DEMO))
    assert "p104" in text
    assert "p105" in text
    assert "p101" not in text


def test_a_line_without_an_account_is_known_by_its_address() -> None:
    text = _pjsip(Demo.read(DEMO))
    assert "type=identify" in text
    assert "None" not in text


def test_a_line_with_an_account_has_to_prove_itself() -> None:
    line = {"id": "l1", "username": "bluebell-line", "password": "hush"}
    text = _pjsip(Demo.read({**DEMO, "line": line}))
    assert "username=bluebell-line" in text
    assert "type=identify" not in text


def test_no_codec_is_offered_beside_the_named_ones() -> None:
    text = _pjsip(Demo.read(DEMO))
    assert text.index("disallow=all") < text.index("allow=alaw")


def test_a_demo_without_phones_is_refused_in_words() -> None:
    with pytest.raises(UnknownDemo, match="phones"):
        Demo.read({name: value for name, value in DEMO.items() if name != "phones"})
