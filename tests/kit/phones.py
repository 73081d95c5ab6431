"""Real SIP phones for tests: a small wrapper around pjsua2, with no sound card and bounded waits.

One `Phones` per process (pjsua2 allows one endpoint); phones come and go. All waits take seconds and raise
`NotInTime` with what was seen instead. pjsua2 runs without threads of its own: `wait_for` drives it from the thread
that calls, so nothing happens behind a test's back and no thread has to be registered.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Any, Self

import pjsua2 as pj

TICK_MS = 10
CLOCK = 8000


class NotInTime(AssertionError):
    """What a test waited for did not happen in time."""


class Answer(Enum):
    """What a phone does with a call that comes in."""

    PICK_UP = 200
    RING = 180
    BUSY = 486
    DECLINE = 603


@dataclass
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
    rang_at: float | None = None
    answered_at: float | None = None
    ended_at: float | None = None
    loudest: float = 0.0
    handle: Any = None

    @property
    def over(self) -> bool:
        return self.state == "DISCONNECTED"

    @property
    def talking(self) -> bool:
        return self.state == "CONFIRMED"

    @property
    def ringing(self) -> bool:
        return self.rang_at is not None and not self.talking and not self.over

    def pick_up(self) -> None:
        self._answer(200)

    def refuse(self, code: int = 486) -> None:
        self._answer(code)

    def hang_up(self) -> None:
        if not self.over and self.handle is not None:
            with contextlib.suppress(pj.Error):
                self.handle.hangup(pj.CallOpParam(True))

    def press(self, digits: str) -> None:
        """Send DTMF (RFC 4733)."""
        self.handle.dialDtmf(digits)

    def wait_until_ringing(self, seconds: float = 5) -> Self:
        self.phone.phones.wait_for(lambda: self.rang_at is not None, seconds, f"{self} to ring")
        return self

    def wait_until_talking(self, seconds: float = 5) -> Self:
        self.phone.phones.wait_for(lambda: self.talking or self.over, seconds, f"{self} to be answered")
        if self.over:
            raise NotInTime(f"{self} ended with {self.code} {self.reason} before it was answered")
        return self

    def wait_until_over(self, seconds: float = 10) -> Self:
        self.phone.phones.wait_for(lambda: self.over, seconds, f"{self} to end")
        return self

    def heard_energy(self, seconds: float = 1.0) -> float:
        """The loudest level heard in the next `seconds`, 0 to 1: silence is below 0.01, speech above 0.05."""
        self.loudest = 0.0
        self.phone.phones.run(seconds)
        return self.loudest

    def __str__(self) -> str:
        return f"the call of {self.phone.login} ({', '.join(self.history) or 'nothing yet'})"

    def _answer(self, code: int) -> None:
        parameters = pj.CallOpParam()
        parameters.statusCode = code
        self.handle.answer(parameters)


class _Call(pj.Call):  # type: ignore[misc]
    def __init__(self, account: Any, talk: Talk, call_id: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(account, call_id)
        self.talk = talk
        self.sound: Any = None

    def onCallState(self, _event: Any) -> None:
        information = self.getInfo()
        talk, now = self.talk, time.monotonic()
        talk.remote = information.remoteUri
        talk.state = information.stateText
        talk.code, talk.reason = information.lastStatusCode, information.lastReason
        talk.history.append(f"{talk.state} {talk.code}")
        if information.state in (pj.PJSIP_INV_STATE_INCOMING, pj.PJSIP_INV_STATE_EARLY) and talk.rang_at is None:
            talk.rang_at = now
        if information.state == pj.PJSIP_INV_STATE_CONFIRMED:
            talk.answered_at = now
        if information.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            talk.ended_at = now
            talk.phone.phones._sounding.pop(id(self), None)

    def onCallMediaState(self, _prm: Any) -> None:
        information = self.getInfo()  # kept: its list of media is freed with it
        for index, media in enumerate(information.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                sound = self.getAudioMedia(index)
                self.talk.phone.phones._connect(self, sound)

    def onDtmfDigit(self, prm: Any) -> None:
        self.talk.digits += prm.digit


class _Account(pj.Account):  # type: ignore[misc]
    def __init__(self, phone: Phone) -> None:
        super().__init__()
        self.phone = phone

    def onRegState(self, prm: Any) -> None:
        self.phone.registration = prm.code
        self.phone.registered = prm.code == 200 and prm.expiration > 0

    def onIncomingCall(self, prm: Any) -> None:
        self.phone._incoming(prm.callId)


_KEPT: list[Any] = []


def _keep(thing: Any) -> Any:
    """Give a pjsua2 object to the library for good: freed by Python after the library's end it aborts the process."""
    thing.__disown__()
    _KEPT.append(thing)
    return thing


class Phone:
    """One SIP phone with one account."""

    def __init__(self, phones: Phones, login: str, password: str, server: str, *, register: bool) -> None:
        self.phones, self.login, self.server = phones, login, server
        self.answer = Answer.PICK_UP
        self.calls: list[Talk] = []
        self.registered = False
        self.registration = 0
        """The last SIP status of a registration; 401 or 403 for a wrong password."""
        config = pj.AccountConfig()
        config.idUri = f"sip:{login}@{server}"
        if register:
            config.regConfig.registrarUri = f"sip:{server}"
        config.regConfig.registerOnAdd = False
        config.regConfig.retryIntervalSec = 0
        config.regConfig.unregWaitMsec = 1000
        config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", login, 0, password))
        config.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_DISABLED
        config.mediaConfig.transportConfig.boundAddress = phones.host
        config.mediaConfig.transportConfig.publicAddress = phones.host
        self._account: Any = _keep(_Account(self))
        self._account.create(config)

    def register(self, seconds: float = 5) -> Self:
        """Sign in at the server; `registration` holds the answer also when it is a refusal."""
        self.registration = 0
        self._account.setRegistration(True)
        self.phones.wait_for(lambda: self.registration != 0, seconds, f"an answer to the registration of {self.login}")
        return self

    def unregister(self, seconds: float = 5) -> Self:
        self._account.setRegistration(False)
        self.phones.wait_for(lambda: not self.registered, seconds, f"{self.login} to sign out")
        return self

    def call(self, number: str, *, headers: dict[str, str] | None = None) -> Talk:
        """Dial; returns at once. `number` may be anything that fits into a SIP address."""
        talk = Talk(self)
        handle = talk.handle = _keep(_Call(self._account, talk))
        self.calls.append(talk)
        parameters = pj.CallOpParam(True)
        for name, value in (headers or {}).items():
            header = pj.SipHeader()
            header.hName, header.hValue = name, value
            parameters.txOption.headers.append(header)
        target = number if number.startswith("sip:") else f"sip:{number}@{self.server}"
        handle.makeCall(target, parameters)
        return talk

    def wait_for_call(self, seconds: float = 5) -> Talk:
        """The next call that comes in, or the one that is there."""
        self.phones.wait_for(lambda: any(not call.over for call in self.calls), seconds, f"{self.login} to be called")
        return next(call for call in reversed(self.calls) if not call.over)

    def close(self) -> None:
        """Hang up, sign out and leave."""
        for talk in self.calls:
            talk.hang_up()
        with contextlib.suppress(NotInTime):
            self.phones.wait_for(lambda: all(talk.over for talk in self.calls), 3, "calls to end")
        if self.registered:
            with contextlib.suppress(pj.Error, NotInTime):
                self.unregister(2)
        for talk in self.calls:
            talk.handle = None
        if self._account is not None:
            self._account.shutdown()
            self._account = None

    def _incoming(self, call_id: int) -> None:
        talk = Talk(self)
        talk.handle = _keep(_Call(self._account, talk, call_id))
        talk.rang_at = time.monotonic()
        talk.remote = talk.handle.getInfo().remoteUri
        talk.history.append("INCOMING")
        self.calls.append(talk)
        talk._answer(self.answer.value)


class Phones:
    """The process's one pjsua2 endpoint; use as a context manager."""

    def __init__(self, *, host: str = "127.0.0.1", log_level: int = 0) -> None:
        self.host, self._log_level = host, log_level
        self._phones: list[Phone] = []
        self._sounding: dict[int, tuple[Any, Any]] = {}
        self._endpoint: Any = None
        self._tone: Any = None
        self.port = 0
        """The UDP port that all phones share."""

    def __enter__(self) -> Self:
        endpoint = pj.Endpoint()
        endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.userAgent = "carillon test phone"
        config.uaConfig.maxCalls = 32
        config.logConfig.level = config.logConfig.consoleLevel = self._log_level
        config.medConfig.clockRate = CLOCK
        config.medConfig.ecTailLen = 0
        config.medConfig.noVad = True
        endpoint.libInit(config)
        # Before it knew the level it wrote to C's own buffer, which otherwise appears below pytest's last line.
        ctypes.CDLL(None).fflush(None)
        transport = pj.TransportConfig()
        transport.boundAddress = transport.publicAddress = self.host
        identifier = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
        self.port = int(endpoint.transportGetInfo(identifier).localAddress.rpartition(":")[2])
        endpoint.libStart()
        endpoint.audDevManager().setNullDev()
        self._endpoint = endpoint
        self._tone = pj.ToneGenerator()
        self._tone.createToneGenerator(CLOCK, 1)
        tones = pj.ToneDescVector()
        tone = pj.ToneDesc()
        tone.freq1, tone.freq2, tone.on_msec, tone.off_msec = 440, 0, 1000, 0
        tones.append(tone)
        self._tone.play(tones, True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for phone in self._phones:
            phone.close()
        self._phones.clear()
        self._sounding.clear()
        self._tone = None
        gc.collect()
        self._endpoint.libDestroy()
        self._endpoint = None

    def phone(self, login: str, password: str, server: str, *, register: bool = True) -> Phone:
        """A phone for `login` at `server` (`host:port`), not registered yet."""
        phone = Phone(self, login, password, server, register=register)
        self._phones.append(phone)
        return phone

    def remove(self, phone: Phone) -> None:
        phone.close()
        self._phones.remove(phone)

    def run(self, seconds: float) -> None:
        """Let the phones live for `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._tick()

    def wait_for(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        """Let the phones live until `condition` holds. Raises NotInTime."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise NotInTime(f"waited {seconds} s for {what}")
            self._tick()

    def _tick(self) -> None:
        self._endpoint.libHandleEvents(TICK_MS)
        for call, sound in list(self._sounding.values()):
            with contextlib.suppress(pj.Error):
                call.talk.loudest = max(call.talk.loudest, sound.getRxLevel() / 255)

    def _connect(self, call: Any, sound: Any) -> None:
        """Every phone speaks a 440 Hz tone, so that the other side can tell sound from silence."""
        self._tone.startTransmit(sound)
        sound.startTransmit(self._endpoint.audDevManager().getPlaybackDevMedia())
        self._sounding[id(call)] = (call, sound)
