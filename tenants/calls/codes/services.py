"""Each service and the function that obeys it."""

from tenants.calls.call import Supervision
from tenants.calls.codes.agents import log_in_or_out, pause_or_come_back
from tenants.calls.codes.dialled_code import SERVICES
from tenants.calls.codes.dialling import (
    call_as_oneself,
    call_last_caller,
    find_by_name,
    intercom,
    redial,
    speed_dial,
)
from tenants.calls.codes.later import call_when_free, wake_up
from tenants.calls.codes.mailboxes import hear_messages, leave_without_ringing, record_sound
from tenants.calls.codes.pick_up import park, pick_up, pick_up_any
from tenants.calls.codes.supervision import supervising
from tenants.calls.codes.switches import do_not_disturb, forwarding
from tenants.calls.codes.try_out import hear_yourself, tell_the_time, who_am_i
from tenants.calls.turned import When
from tenants.model import Service

SERVICES.update(
    {
        # One's own calls.
        Service.DO_NOT_DISTURB: do_not_disturb,
        Service.FORWARD_ALWAYS: forwarding(When.ALWAYS),
        Service.FORWARD_BUSY: forwarding(When.BUSY),
        Service.FORWARD_NO_ANSWER: forwarding(When.NO_ANSWER),
        Service.FORWARD_UNREACHABLE: forwarding(When.UNREACHABLE),
        # Messages.
        Service.MAILBOX: hear_messages,
        Service.TO_MAILBOX: leave_without_ringing,
        Service.RECORD_SOUND: record_sound,
        # Calls of others.
        Service.PICKUP_ANY: pick_up_any,
        Service.PICKUP: pick_up,
        Service.PARK: park,
        # Dialling in another way.
        Service.INTERCOM: intercom,
        Service.SPEED_DIAL: speed_dial,
        Service.LAST_CALLER: call_last_caller,
        Service.REDIAL: redial,
        Service.PIN_CALL: call_as_oneself,
        Service.DIRECTORY: find_by_name,
        # Agents and supervisors.
        Service.AGENT_LOGIN: log_in_or_out,
        Service.AGENT_PAUSE: pause_or_come_back,
        Service.LISTEN: supervising(Supervision.LISTEN),
        Service.WHISPER: supervising(Supervision.WHISPER),
        Service.BARGE: supervising(Supervision.BARGE),
        # Calls made later.
        Service.CALLBACK: call_when_free,
        Service.WAKE_UP: wake_up,
        # Trying out.
        Service.ECHO: hear_yourself,
        Service.CLOCK: tell_the_time,
        Service.WHO_AM_I: who_am_i,
    }
)
