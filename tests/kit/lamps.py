"""What lights up on a phone: lamps of colleagues and switches (presence), and the message lamp."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

if TYPE_CHECKING:
    from tests.kit.phones import Phone


class Lamp(pj.Buddy):  # type: ignore[misc]
    """One lamp on one phone. `shown`: the node's words, oldest first, such as `Ready`, `On the phone`, `Ringing`."""

    def __init__(self, phone: Phone, number: str) -> None:
        super().__init__()
        self.phone, self.number = phone, number
        self.shown: list[str] = []
        self.ended = ""
        """Why the subscription ended; empty while it stands."""

    @property
    def now(self) -> str:
        return self.shown[-1] if self.shown else ""

    def wait_until(self, words: str, seconds: float = 10) -> Lamp:
        """Until the lamp shows something that `words` (a regular expression, any case) matches. Raises NotInTime."""
        wanted = re.compile(words, re.IGNORECASE)
        self.phone.phones.wait_for(
            lambda: bool(wanted.search(self.now)), seconds, f"lamp {self.number} to show {words}, it shows {self.shown}"
        )
        return self

    def switch_off(self) -> None:
        """End the subscription."""
        self.subscribePresence(False)

    # What pjsua2 calls.

    def onBuddyState(self) -> None:
        information = self.getInfo()
        status = information.presStatus
        words = status.note or status.statusText or ("Online" if status.status == pj.PJSUA_BUDDY_STATUS_ONLINE else "")
        if information.subState == pj.PJSIP_EVSUB_STATE_TERMINATED:
            self.ended = information.subTermReason or str(information.subTermCode)
            return
        if words and words != self.now:
            self.shown.append(words)


def lamp(phone: Phone, number: str, keep: Any) -> Lamp:
    """A subscription to `number`'s state; the answer arrives later."""
    made = keep(Lamp(phone, number))
    config = pj.BuddyConfig()
    config.uri, config.subscribe = f"sip:{number}@{phone.server}", True
    made.create(phone._account, config)
    return made  # type: ignore[no-any-return]


def new_messages(notification: str) -> tuple[int, int]:
    """New and old voice messages in a NOTIFY of message-summary (RFC 3842 §5.2); (0, 0) when it has none."""
    found = re.search(r"Voice-Message:\s*(\d+)/(\d+)", notification)
    return (int(found[1]), int(found[2])) if found else (0, 0)
