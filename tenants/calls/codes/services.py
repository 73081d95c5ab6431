"""Each service and the function that obeys it."""

from tenants.calls.codes.dialled_code import SERVICES
from tenants.calls.codes.try_out import hear_yourself, tell_the_time, who_am_i
from tenants.model import Service

SERVICES.update(
    {
        # Trying out.
        Service.ECHO: hear_yourself,
        Service.CLOCK: tell_the_time,
        Service.WHO_AM_I: who_am_i,
    }
)
