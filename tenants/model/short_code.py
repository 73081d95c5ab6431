"""Short codes: services that people dial."""

from enum import StrEnum

from tenants.model.document import Document
from tenants.model.fields import ObjectId
from tenants.model.fields import ShortCode as Code


class Service(StrEnum):
    """What a short code does. What is dialled after the code is its argument: `*21*` + number, or asked for."""

    DO_NOT_DISTURB = "do-not-disturb"
    """On and off."""
    FORWARD_ALWAYS = "forward-always"
    FORWARD_BUSY = "forward-busy"
    FORWARD_NO_ANSWER = "forward-no-answer"
    FORWARD_UNREACHABLE = "forward-unreachable"
    """With a number: on; without: off."""
    MAILBOX = "mailbox"
    """Listen to one's own mailbox, or with a number to that one (PIN)."""
    TO_MAILBOX = "to-mailbox"
    """With a short number: leave a message there without ringing."""
    PICKUP_ANY = "pickup-any"
    """Take the call that rings at a colleague of one's own teams."""
    PICKUP = "pickup"
    """With a short number of an employee or team."""
    PARK = "park"
    INTERCOM = "intercom"
    """With a short number: that phone answers by itself."""
    SPEED_DIAL = "speed-dial"
    AGENT_LOGIN = "agent-login"
    """Into all waiting lines, or with a number into that one; the same code logs out."""
    AGENT_PAUSE = "agent-pause"
    LISTEN = "listen"
    WHISPER = "whisper"
    BARGE = "barge"
    """With a short number of an employee who talks; for supervisors."""
    CALLBACK = "callback"
    """With a short number: call me when this colleague is free."""
    WAKE_UP = "wake-up"
    """With four digits HHMM; without: off."""
    LAST_CALLER = "last-caller"
    """Call back who called last."""
    REDIAL = "redial"
    PIN_CALL = "pin-call"
    """Call outside as oneself from somebody else's phone: asks for short number and PIN."""
    RECORD_SOUND = "record-sound"
    """Record a greeting of one's own mailbox, or with a menu's number its greeting."""
    ECHO = "echo"
    CLOCK = "clock"
    WHO_AM_I = "who-am-i"
    DIRECTORY = "directory"


DEFAULTS: dict[Service, str] = {
    Service.DO_NOT_DISTURB: "*78",
    Service.FORWARD_ALWAYS: "*72",
    Service.FORWARD_BUSY: "*90",
    Service.FORWARD_NO_ANSWER: "*92",
    Service.FORWARD_UNREACHABLE: "*93",
    Service.MAILBOX: "*97",
    Service.TO_MAILBOX: "*96",
    Service.PICKUP_ANY: "*8",
    Service.PICKUP: "*88",
    Service.PARK: "*68",
    Service.INTERCOM: "*80",
    Service.SPEED_DIAL: "*75",
    Service.AGENT_LOGIN: "*45",
    Service.AGENT_PAUSE: "*46",
    Service.LISTEN: "*222",
    Service.WHISPER: "*223",
    Service.BARGE: "*224",
    Service.CALLBACK: "*37",
    Service.WAKE_UP: "*55",
    Service.LAST_CALLER: "*69",
    Service.REDIAL: "*66",
    Service.PIN_CALL: "*77",
    Service.RECORD_SOUND: "*99",
    Service.ECHO: "*43",
    Service.CLOCK: "*60",
    Service.WHO_AM_I: "*65",
    Service.DIRECTORY: "*411",
}
"""What a company has without an object of kind `short-code`."""


class ShortCode(Document):
    """The company's own code for a service, in place of the default; None switches the service off."""

    id: ObjectId
    service: Service
    code: Code | None = None
