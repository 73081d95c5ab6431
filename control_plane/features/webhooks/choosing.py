"""Which topics a webhook wants: topics, all of one noun, or all."""

from collections.abc import Iterable

from tenants.extend.events.topics import TOPICS
from tenants.extend.events.webhooks import WebhookTested

NOT_OFFERED = frozenset({WebhookTested.topic, "company.removed"})
"""Sent on request alone; and webhooks are gone with their company."""
OFFERED = tuple(topic for topic in TOPICS if topic not in NOT_OFFERED)


def unknown(wanted: Iterable[str]) -> list[str]:
    """What is neither a topic, nor `noun.*`, nor `*`."""
    nouns = {f"{topic.partition('.')[0]}.*" for topic in OFFERED}
    return [each for each in wanted if each not in OFFERED and each not in nouns and each != "*"]


def topics_of(wanted: Iterable[str]) -> frozenset[str]:
    """All topics that are meant."""
    chosen = set(wanted)
    if "*" in chosen:
        return frozenset(OFFERED)
    return frozenset(topic for topic in OFFERED if topic in chosen or f"{topic.partition('.')[0]}.*" in chosen)
