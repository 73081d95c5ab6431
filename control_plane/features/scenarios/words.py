"""What a scenario comes to, in words."""

from control_plane.features.simulations.words import result_words
from control_plane.web.formats import phone_number
from control_plane.web.words import gettext
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Company, Kind
from tenants.model.names import name_of
from tenants.simulate.coming_out import CameOut


def came_out_words(company: Company, came: CameOut) -> str:
    """Such as `Anna → +7 916 123-45-67 → Office mailbox: done`."""
    places = [_who(company, number) for number in came.rang]
    kind, _, identifier = came.ends_at.partition("/")
    end = company.objects.get((Kind(kind), identifier)) if kind in set(Kind) else None
    # Who rang stands there already.
    if end is not None and kind not in {Kind.EMPLOYEE, Kind.LINE, Kind.ROUTE}:
        places.append(name_of(end))
    result = result_words(Outcome(Reason(came.result)))
    return f"{' → '.join(places)}: {result}" if places else result


def changed_words(company: Company, name: str, expected: CameOut, now: CameOut) -> str:
    """`company` is the one that makes the difference."""
    return gettext(
        "The scenario “%(name)s” comes out differently: %(now)s; expected is %(expected)s.",
        name=name,
        now=came_out_words(company, now),
        expected=came_out_words(company, expected),
    )


def unasked_words(name: str, problem: str) -> str:
    return gettext("The scenario “%(name)s” cannot be asked any longer: %(problem)s", name=name, problem=problem)


def _who(company: Company, number: str) -> str:
    item = company.short_numbers.get(number)
    return name_of(item) if item is not None else phone_number(number)
