"""Real SIP phones for tests: a small wrapper around pjsua2, with no sound card and bounded waits.

One `Phones` per process (pjsua2 allows one endpoint); phones come and go. All waits take seconds and raise
`NotInTime` with what was seen instead. pjsua2 runs without threads of its own: `wait_for` drives it from the thread
that calls, so nothing happens behind a test's back and no thread has to be registered.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import re
import time
from collections.abc import Callable
from enum import Enum
from types import TracebackType
from typing import Any, Self

import pjsua2 as pj

from tests.kit.call_places import CALLS_AT_ONCE, busy_places
from tests.kit.lamps import Lamp, lamp, new_messages
from tests.kit.talk import NotInTime, Talk

__all__ = ["Answer", "Lamp", "NotInTime", "Phone", "Phones", "Talk"]

TICK_MS = 10
TONE = 440
OK, REFUSALS = 200, 300
CLOCK = 8000


class Answer(Enum):
    """What a phone does with a call that comes in."""

    PICK_UP = 200
    RING = 180
    BUSY = 486
    DECLINE = 603
    SILENT = 0
    """It does not say anything after the first word of its protocol (100)."""


_HEARD = frozenset({pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD})


class _Call(pj.Call):  # type: ignore[misc]
    def __init__(self, account: Any, talk: Talk, call_id: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(account, call_id)
        self.talk = talk

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
            talk.ended_at, talk.sound = now, None
            talk.phone.phones._sounding.pop(id(self), None)

    def onCallMediaState(self, _prm: Any) -> None:
        information = self.getInfo()  # kept: its list of media is freed with it
        phones, talk = self.talk.phone.phones, self.talk
        talk.sound = None
        phones._sounding.pop(id(self), None)
        for index, media in enumerate(information.media):
            # On hold by the other side there is still something to hear: its music.
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status in _HEARD:
                talk.sound = self.getAudioMedia(index)
                phones._connect(self, talk.sound)

    def onCallTransferStatus(self, prm: Any) -> None:
        self.talk.transferred = prm.statusCode
        if prm.statusCode == OK:
            # As phones do it: who handed the call on leaves when it has arrived.
            self.talk.hang_up()

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
        self.phone._incoming(prm.callId, prm.rdata.wholeMsg)

    def onMwiInfo(self, prm: Any) -> None:
        self.phone.messages = new_messages(prm.rdata.wholeMsg)


class _Endpoint(pj.Endpoint):  # type: ignore[misc]
    """Gives a call to the phone at whose port it arrives: by itself the library takes any of the same address."""

    def __init__(self, phones: Phones) -> None:
        super().__init__()
        self.phones = phones

    def onSelectAccount(self, prm: Any) -> None:
        address = _REQUESTED.match(prm.rdata.wholeMsg)
        if address is None:
            return
        user, port = address["user"], int(address["port"])
        here = [phone for phone in self.phones._phones if phone.port == port and phone._account is not None]
        named = [phone for phone in here if phone.login == user]
        for phone in (*named, *here)[:1]:
            prm.accountIndex = phone._account.getId()


_REQUESTED = re.compile(r"[A-Z]+ sips?:(?:(?P<user>[^@;]+)@)?[^:;]+:(?P<port>\d+)")
_KEPT: list[Any] = []


def _keep(thing: Any) -> Any:
    """Give a pjsua2 object to the library for good: freed by Python after the library's end it aborts the process."""
    thing.__disown__()
    _KEPT.append(thing)
    return thing


class Phone:
    """One SIP phone with one account."""

    def __init__(
        self,
        phones: Phones,
        login: str,
        password: str,
        server: str,
        *,
        register: bool = True,
        message_lamp: bool = False,
        own_port: bool = False,
        beside: Phone | None = None,
        tone: int = TONE,
    ) -> None:
        """`own_port`: it has a UDP port for itself; `beside`: it shares that of another phone."""
        self.phones, self.login, self.server = phones, login, server
        self.answer: Answer | int = Answer.PICK_UP
        """What it does with the next calls; a number is the SIP status it refuses with."""
        self.answers_after = 0.0
        """Seconds of ringing before it picks up."""
        self.tone = tone
        """What the other side hears, in Hz; 0: silence. For calls that begin later."""
        self.messages: tuple[int, int] | None = None
        """New and old voice messages as its message lamp was told; None: never told."""
        self.port, self._transport = phones.port, pj.PJSUA_INVALID_ID
        self.calls: list[Talk] = []
        self.registered = False
        self.registration = 0
        """The last SIP status of a registration; 401 or 403 for a wrong password."""
        config = pj.AccountConfig()
        config.idUri = f"sip:{login}@{server}"
        self.own_port = own_port
        if own_port:
            self._transport, self.port = phones._another_port()
        elif beside is not None:
            self._transport, self.port = beside._transport, beside.port
        if self._transport != pj.PJSUA_INVALID_ID:
            config.idUri = f"sip:{login}@{phones.host}:{self.port}"
            config.sipConfig.transportId = self._transport
        config.mwiConfig.enabled = message_lamp
        if register:
            config.regConfig.registrarUri = f"sip:{server}"
        config.regConfig.registerOnAdd = False
        config.regConfig.retryIntervalSec = 0
        config.regConfig.unregWaitMsec = 1000
        config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", login, 0, password))
        config.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_DISABLED
        config.mediaConfig.transportConfig.boundAddress = phones.host
        config.mediaConfig.transportConfig.publicAddress = phones.host
        self._lamps: list[Lamp] = []
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
        try:
            handle.makeCall(target, parameters)
        except pj.Error as problem:
            self.calls.remove(talk)
            raise AssertionError(f"{self.login} cannot call {target}: {problem.reason}; {busy_places()}") from problem
        return talk

    def wait_for_call(self, seconds: float = 5) -> Talk:
        """The next call that comes in, or the one that is there."""
        self.phones.wait_for(lambda: any(not call.over for call in self.calls), seconds, f"{self.login} to be called")
        return next(call for call in reversed(self.calls) if not call.over)

    def watch(self, number: str) -> Lamp:
        """A lamp for what has this short number."""
        made = lamp(self, number, _keep)
        self._lamps.append(made)
        return made

    def close(self) -> None:
        """Hang up, sign out and leave."""
        for each in self._lamps:
            with contextlib.suppress(pj.Error):
                each.switch_off()
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
            if self.own_port:
                self.phones._free_ports.append((self._transport, self.port))

    def _incoming(self, call_id: int, invitation: str) -> None:
        (self.phones._called_at(invitation) or self)._take(call_id, invitation, self._account)

    def _take(self, call_id: int, invitation: str, account: Any) -> None:
        talk = Talk(self, invitation=invitation)
        talk.handle = _keep(_Call(account, talk, call_id))
        talk.rang_at = time.monotonic()
        talk.remote = talk.handle.getInfo().remoteUri
        talk.history.append("INCOMING")
        self.calls.append(talk)
        code = self.answer if isinstance(self.answer, int) else self.answer.value
        if self.answer is Answer.PICK_UP and self.answers_after:
            talk._answer(Answer.RING.value)
            self.phones._later.append((time.monotonic() + self.answers_after, talk, code))
        elif code >= REFUSALS:
            # Not from here: the library never frees a call that is refused while it is announced.
            self.phones._later.append((time.monotonic(), talk, code))
        elif code:
            talk._answer(code)


class Phones:
    """The process's one pjsua2 endpoint; use as a context manager."""

    def __init__(self, *, host: str = "127.0.0.1", log_level: int = 0) -> None:
        self.host, self._log_level = host, log_level
        self._phones: list[Phone] = []
        self._sounding: dict[int, tuple[Any, Any]] = {}
        self._free_ports: list[tuple[int, int]] = []
        """Ports of phones that have left: pjsua2 has eight at most, and never gives one back."""
        self._later: list[tuple[float, Talk, int]] = []
        """Calls to answer, when, and with which code."""
        self._endpoint: Any = None
        self._tones: dict[int, Any] = {}
        self.port = 0
        """The UDP port that all phones share."""

    def __enter__(self) -> Self:
        endpoint = _Endpoint(self)
        endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.userAgent = "carillon test phone"
        config.uaConfig.maxCalls = CALLS_AT_ONCE
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
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for phone in self._phones:
            phone.close()
        self._phones.clear()
        self._sounding.clear()
        self._later.clear()
        self._tones.clear()
        gc.collect()
        self._endpoint.libDestroy()
        self._endpoint = None

    def phone(self, login: str, password: str, server: str, **wishes: Any) -> Phone:
        """A phone for `login` at `server` (`host:port`), not registered yet; `wishes` are `Phone`'s."""
        phone = Phone(self, login, password, server, **wishes)
        self._phones.append(phone)
        return phone

    def remove(self, phone: Phone) -> None:
        phone.close()
        self._phones.remove(phone)

    def hang_up_all(self) -> None:
        """Also what no phone knows of any more, but still takes one of the library's places."""
        self._endpoint.hangupAllCalls()

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
        now = time.monotonic()
        for due, talk, code in [each for each in self._later if each[0] <= now]:
            self._later.remove((due, talk, code))
            if not talk.over:
                talk._answer(code)

    def _connect(self, call: Any, sound: Any) -> None:
        """Every phone speaks its tone, so that the other side can tell sound from silence, and who speaks."""
        if call.talk.phone.tone:
            self._tone(call.talk.phone.tone).startTransmit(sound)
        sound.startTransmit(self._endpoint.audDevManager().getPlaybackDevMedia())
        self._sounding[id(call)] = (call, sound)

    def _tone(self, frequency: int) -> Any:
        if frequency not in self._tones:
            generator = pj.ToneGenerator()
            generator.createToneGenerator(CLOCK, 1)
            tones, tone = pj.ToneDescVector(), pj.ToneDesc()
            tone.freq1, tone.freq2, tone.on_msec, tone.off_msec = frequency, 0, 1000, 0
            tones.append(tone)
            generator.play(tones, True)
            self._tones[frequency] = generator
        return self._tones[frequency]

    def _called_at(self, invitation: str) -> Phone | None:
        """The phone with a port of its own that an INVITE was sent to: pjsua2 looks at the name alone."""
        address = invitation.partition(" ")[2].partition(" ")[0].partition(";")[0]
        return next((phone for phone in self._phones if phone.own_port and address.endswith(f":{phone.port}")), None)

    def _another_port(self) -> tuple[int, int]:
        """A UDP port that one phone has for itself: identifier and number. The library has room for eight in all."""
        if self._free_ports:
            return self._free_ports.pop()
        transport = pj.TransportConfig()
        transport.boundAddress = transport.publicAddress = self.host
        identifier = self._endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
        return identifier, int(self._endpoint.transportGetInfo(identifier).localAddress.rpartition(":")[2])
