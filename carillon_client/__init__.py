"""Carillon from a program of yours: typed objects over the API, and the `carillon` command line.

    carillon = Carillon("https://pbx.example.com", token)
    acme = carillon.company("acme")
    person = acme.employees.new()
    person.name, person.number, person.ring_seconds = "Anna", "501", 20
    person.save()

Needs httpx and pydantic, the command line click and rich too; nothing else of Carillon.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carillon_client.client import Carillon as Carillon
    from carillon_client.problems import BadValue as BadValue
    from carillon_client.problems import CarillonError as CarillonError
    from carillon_client.problems import ChangedMeanwhile as ChangedMeanwhile
    from carillon_client.problems import Conflict as Conflict
    from carillon_client.problems import Fault as Fault
    from carillon_client.problems import Forbidden as Forbidden
    from carillon_client.problems import Invalid as Invalid
    from carillon_client.problems import NotFound as NotFound
    from carillon_client.problems import NotLive as NotLive
    from carillon_client.problems import NotSignedIn as NotSignedIn
    from carillon_client.problems import Problem as Problem
    from carillon_client.problems import ServerFault as ServerFault
    from carillon_client.problems import TooMany as TooMany
    from carillon_client.problems import UnknownField as UnknownField
    from carillon_client.problems import Unreachable as Unreachable
    from carillon_client.streams import Event as Event
    from carillon_client.things import Change as Change

_PLACES = {"Carillon": "client", "Change": "things", "Event": "streams"}


def __getattr__(name: str) -> Any:
    """Imported when first used: the command line's help needs none of it."""
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return getattr(importlib.import_module(f"{__name__}.{_PLACES.get(name, 'problems')}"), name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
