"""A message sealed with a fixed key: the bytes of signature and canonical form never change unnoticed."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from wire.envelope import Payload, Signer, key_id, open_envelope
from wire.operations import OPERATIONS, CompanyRemoval

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SIGNER = Signer.from_base64(base64.b64encode(bytes(range(32))).decode())


def _sealed() -> str:
    return str(json.loads((GOLDEN / "delivery.json").read_text())["envelope"])


def test_golden_envelope_opens_to_the_golden_payload() -> None:
    keys = {key_id(SIGNER.public): SIGNER.public}
    payload = open_envelope(_sealed(), keys=keys, audience="n1", operations=OPERATIONS, now=NOW)
    assert payload == Payload.model_validate_json((GOLDEN / "payload.json").read_bytes())
    assert CompanyRemoval.model_validate(payload.args).company == "bluebell"


def test_sealing_the_same_content_gives_the_golden_bytes() -> None:
    content = json.loads((GOLDEN / "payload.json").read_text())
    with patch("wire.envelope.secrets.token_hex", return_value=content["nonce"]):
        sealed = SIGNER.seal(
            audience=content["aud"],
            op=content["op"],
            version=content["version"],
            args=content["args"],
            now=NOW,
            seconds=content["exp"] - content["iat"],
        )
    assert sealed == _sealed()
