"""What the portal's API tells about a call the peer has placed: the last proof that every part did its work."""

import json
import time
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from typing import Any

from deploy.errors import Stop
from deploy.instance import Instance
from deploy.setup import seed


class Away(Exception):
    """The portal does not answer now."""

    code = "portal-away"


class NotTold(Stop):
    """The call was made, but its story did not arrive, or not from the call logic."""

    code = "not-told"


def wait_for_story(instance: Instance, *, dialled: str, since: datetime, seconds: float = 20.0) -> float:
    """Seconds until the API tells the ended call to `dialled`, decided by the call logic. Raises NotTold.

    A portal that is just starting again, since its code was saved, is waited for.
    """
    began = time.monotonic()
    demo = seed.read(instance)
    place = f"{instance.control_url}/api/v1/companies/{demo['company']}/calls"
    query = urllib.parse.urlencode({"since": since.astimezone(UTC).isoformat()})
    why = "The call was answered, but its story did not arrive in the portal."
    while time.monotonic() - began < seconds:
        try:
            found = [
                each for each in _get(f"{place}?{query}", demo["api_token"])["items"] if each["dialled"] == dialled
            ]
            story = _get(f"{place}/{urllib.parse.quote(found[0]['id'], safe='')}", demo["api_token"]) if found else None
        except Away as problem:
            story, why = None, str(problem)
        if story is not None and story["ended_at"]:
            _require_decisions(story)
            return time.monotonic() - began
        time.sleep(0.1)
    raise NotTold(why)


def _require_decisions(story: dict[str, Any]) -> None:
    # What people did has version 0; what the call logic decided names the version of the company it read.
    if not any(step["version"] for step in story["steps"]):
        raise NotTold("The call was answered by the node's fallback: its call logic did not decide anything.")


def _get(address: str, token: str) -> Any:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})  # noqa: S310  # loopback
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=5) as answer:
            return json.load(answer)
    except (OSError, ValueError) as error:
        raise Away(f"The portal's API did not tell about the call: {error}.") from error
