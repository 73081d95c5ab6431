"""All topics of events. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from typing import Any

from carillon_client.lists import Listing
from carillon_client.things import Thing


class EventTopic(Thing):
    """All topics of events."""

    _FIELDS = ("topic", "description", "schema", "example")
    _KEY = "topic"

    topic: str
    """Topic"""
    description: str
    """Description"""
    schema: dict[str, Any]
    """JSON schema (2020-12) of `data`"""
    example: dict[str, Any]
    """What a webhook without a template is sent"""


class EventTopics(Listing[EventTopic]):
    """All topics of events."""

    _THING = EventTopic
    _PATH = "event-topics"
    _PAGED = False
