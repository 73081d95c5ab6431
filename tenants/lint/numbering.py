"""Two things with one number."""

from collections.abc import Iterator

from tenants.calls.outside_number import NEVER_AN_EMPLOYEE, is_emergency
from tenants.lint.finding import Finding, error, name_of, warning
from tenants.lint.look import Look
from tenants.model import Number, Service, ShortCode, TelephonyObject
from tenants.model.company import dialled_numbers
from tenants.model.short_code import DEFAULTS

NUMBER_TAKEN = error("number-taken", "%(name)s and %(other)s both have the number %(number)s. Change one of them.")
CODE_TAKEN = error("code-taken", "%(name)s and %(other)s both have the code %(code)s. Change one of them.")
HIDES_EMERGENCY = error(
    "hides-emergency", "%(name)s has the number %(number)s, which calls help. Nobody can reach it; choose another one."
)
CODE_HIDDEN = warning(
    "code-hidden",
    "The code %(code)s of %(name)s begins like %(shorter)s (%(other)s): that one cannot be followed by these digits.",
)


def rule(look: Look, item: TelephonyObject) -> Iterator[Finding]:
    """Short numbers of all kinds, parking slots included, and numbers outside."""
    for number in dialled_numbers(item):
        others = [other for other in look.holders(number) if other is not item]
        if others:
            yield NUMBER_TAKEN.found(item, "number", other=name_of(others[0]), number=number)
        if number in NEVER_AN_EMPLOYEE and is_emergency(number, look.company.profile.country):
            yield HIDES_EMERGENCY.found(item, "number", number=number)
    if isinstance(item, Number):
        twins = [twin for twin in look.public_numbers[item.number] if twin is not item]
        if twins:
            yield NUMBER_TAKEN.found(item, "number", other=name_of(twins[0]), number=item.number)


def short_code(look: Look, own: ShortCode) -> Iterator[Finding]:
    """Codes against each other, the defaults of all other services included."""
    if own.code is None or own.code == DEFAULTS[own.service]:
        return
    for service, code in _codes(look, own).items():
        if code == own.code:
            yield CODE_TAKEN.found(own, "code", other=service.replace("-", " "), code=code)
        elif own.code.startswith(code):
            other = service.replace("-", " ")
            yield CODE_HIDDEN.found(own, "code", code=own.code, shorter=code, other=other)


def _codes(look: Look, but: ShortCode) -> dict[Service, str]:
    """The code of every service but this one; two objects for one service are a clash of their own."""
    own: dict[Service, str | None] = {}
    for each in look.company.all_of(ShortCode):
        if each.id != but.id:
            own[each.service] = each.code
    codes = {service: own.get(service, default) for service, default in DEFAULTS.items()}
    if but.service not in own:
        del codes[but.service]
    return {service: code for service, code in codes.items() if code is not None}
