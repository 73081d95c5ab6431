"""One call as a phone lives it, and everything a person does with the buttons of a phone during a call."""

from __future__ import annotations

import contextlib
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pjsua2 as pj

from tests.kit.tones import PURE, Sound, complete

if TYPE_CHECKING:
    from tests.kit.phones import Phone


class NotInTime(AssertionError):
    """What a test waited for did not happen in time."""


@dataclass(eq=False)
class Talk:
    """One call as a phone lives it: `state` is pjsua's word, `code` the last SIP status."""

    phone: Phone
    remote: str = ""
    """The other side's name and number as this phone shows them: `"Anna" <sip:101@…>`."""
    state: str = "NULL"
    code: int = 0
    reason: str = ""
    digits: str = ""
    history: list[str] = field(default_factory=list)
    invitation: str = ""
    """The whole INVITE of a call that came in."""
    transferred: int = 0
    """What the node said last about a transfer that this phone asked for: 202 taken, 200 done, else refused."""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    rang_at: float | None = None
    answered_at: float | None = None
    ended_at: float | None = None
    loudest: float = 0.0
    handle: Any = None
    sound: Any = None
    """The other side's voice in the phone's mixer; None while there is none."""

    @property
    def over(self) -> bool:
        return self.state == "DISCONNECTED"

    @property
    def talking(self) -> bool:
        return self.state == "CONFIRMED"

    @property
    def ringing(self) -> bool:
        return self.rang_at is not None and not self.talking and not self.over

    def header(self, name: str) -> str | None:
        """A header of the INVITE that came in; None when it was not there."""
        for line in self.invitation.splitlines():
            field_name, _, value = line.partition(":")
            if field_name.strip().lower() == name.lower():
                return value.strip()
        return None

    def pick_up(self) -> None:
        self._answer(200)

    def refuse(self, code: int = 486) -> None:
        self._answer(code)

    def hang_up(self) -> None:
        if not self.over and self.handle is not None:
            with contextlib.suppress(pj.Error):
                # Asked about a call that it has forgotten, the library aborts the process.
                if self.handle.isActive():
                    self.handle.hangup(pj.CallOpParam(True))

    def press(self, digits: str) -> None:
        """Send DTMF (RFC 4733), one digit right behind the other as fast as the protocol allows."""
        for start in range(0, len(digits), 16):
            self._dial(digits[start : start + 16])

    def _dial(self, digits: str) -> None:
        """The library keeps only some digits in advance."""
        for _ in range(100):
            try:
                self.handle.dialDtmf(digits)
            except pj.Error:
                if self.over:
                    return
                self.phone.phones.run(0.1)
            else:
                return
        raise NotInTime(f"{self} could not send {digits}")

    def press_by_message(self, digits: str) -> None:
        """Send DTMF in SIP INFO, as some phones do."""
        for digit in digits:
            parameters = pj.CallSendDtmfParam()
            parameters.method, parameters.digits = pj.PJSUA_DTMF_METHOD_SIP_INFO, digit
            self.handle.sendDtmf(parameters)

    # The buttons of a phone.

    def hold(self) -> None:
        self.handle.setHold(pj.CallOpParam(True))

    def resume(self) -> None:
        parameters = pj.CallOpParam(True)
        parameters.opt.flag |= pj.PJSUA_CALL_UNHOLD
        self.handle.reinvite(parameters)

    def transfer(self, number: str) -> None:
        """Blind: the other side is to be connected with `number` (REFER)."""
        target = number if number.startswith("sip:") else f"sip:{number}@{self.phone.server}"
        self.handle.xfer(target, pj.CallOpParam(True))

    def transfer_to(self, other: Talk) -> None:
        """Attended: the other side is to be connected with whom `other` talks to (REFER with Replaces)."""
        self.handle.xferReplaces(other.handle, pj.CallOpParam(True))

    def join(self, other: Talk) -> None:
        """A conference of three, mixed by this phone."""
        assert self.sound is not None, f"{self} has no sound to join"
        assert other.sound is not None, f"{other} has no sound to join"
        self.sound.startTransmit(other.sound)
        other.sound.startTransmit(self.sound)

    # Waiting and listening.

    def wait_until_ringing(self, seconds: float = 10) -> Self:
        self.phone.phones.wait_for(lambda: self.rang_at is not None, seconds, f"{self} to ring")
        return self

    def wait_until_talking(self, seconds: float = 10) -> Self:
        self.phone.phones.wait_for(lambda: self.talking or self.over, seconds, f"{self} to be answered")
        if self.over:
            raise NotInTime(f"{self} ended with {self.code} {self.reason} before it was answered")
        return self

    def wait_until_over(self, seconds: float = 15) -> Self:
        self.phone.phones.wait_for(lambda: self.over, seconds, f"{self} to end")
        return self

    def heard_energy(self, seconds: float = 1.0) -> float:
        """The loudest level heard in the next `seconds`, 0 to 1: silence is below 0.01, speech above 0.05."""
        self.loudest = 0.0
        self.phone.phones.run(seconds)
        return self.loudest

    def hear(self, seconds: float = 0.5) -> Sound:
        """What is heard in the next `seconds`; silence when there is no sound at all."""
        sound = self.sound
        if sound is None:
            self.phone.phones.run(seconds)
            return Sound([], 8000)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "heard.wav"
            recorder = pj.AudioMediaRecorder()
            recorder.createRecorder(str(path))
            sound.startTransmit(recorder)
            self.phone.phones.run(seconds)
            with contextlib.suppress(pj.Error):  # the call may have ended meanwhile
                sound.stopTransmit(recorder)
            del recorder
            # The library closes the file a moment later, in its own time; its header is written last.
            self.phone.phones.wait_for(lambda: complete(path), 5, f"the recording of {self}")
            return Sound.read(path)

    def wait_until_hears(self, frequency: float, seconds: float = 10) -> Self:
        """Until the other side's tone arrives. Raises NotInTime."""
        return self._wait_for_sound(lambda sound: sound.hears(frequency), seconds, f"hear {frequency} Hz")

    def wait_until_hears_something(self, seconds: float = 10) -> Self:
        return self._wait_for_sound(lambda sound: not sound.silent, seconds, "hear anything")

    def wait_until_hears_only(self, frequency: float, seconds: float = 10) -> Self:
        """Nothing else besides: speech, too, has some of its power at any low frequency."""
        return self._wait_for_sound(
            lambda sound: not sound.silent and sound.share(frequency) > PURE, seconds, f"hear {frequency} Hz alone"
        )

    def wait_until_not_hears(self, frequency: float, seconds: float = 10) -> Self:
        """Until the other side's tone is gone, whatever is heard instead."""
        return self._wait_for_sound(lambda sound: not sound.hears(frequency), seconds, f"stop hearing {frequency} Hz")

    def wait_until_silent(self, seconds: float = 10) -> Self:
        return self._wait_for_sound(lambda sound: sound.silent, seconds, "hear nothing more")

    def _wait_for_sound(self, wanted: Any, seconds: float, what: str) -> Self:
        deadline = time.monotonic() + seconds
        while True:
            heard = self.hear(0.3)
            if wanted(heard):
                return self
            if self.over or time.monotonic() > deadline:
                tones = [f for f in range(300, 2000, 10) if heard.share(f) > 0.1]
                raise NotInTime(f"{self} did not {what} within {seconds} s; last: {heard.loudness:.3f} at {tones} Hz")

    def __str__(self) -> str:
        return f"the call of {self.phone.login} ({', '.join(self.history) or 'nothing yet'})"

    def _answer(self, code: int) -> None:
        parameters = pj.CallOpParam()
        parameters.statusCode = code
        with contextlib.suppress(pj.Error):  # the caller may have gone at this very moment
            self.handle.answer(parameters)
