"""Versions of a company: made, and in force."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from tenants.extend.events.event import Event


class VersionPublished(Event):
    """A change was accepted and is on its way to the nodes."""

    topic: ClassVar[str] = "version.published"
    vetoable: ClassVar[bool] = True
    sample: ClassVar[dict[str, Any]] = {"version": 12, "summary": "Anna Ivanova (101) changed"}

    version: Annotated[int, Field(ge=1)]
    summary: str
    """As the history says it, in English."""


class VersionLive(Event):
    """All nodes of the company have read the version back: the next call sees it."""

    topic: ClassVar[str] = "version.live"
    sample: ClassVar[dict[str, Any]] = {"version": 12, "seconds": 0.08}

    version: Annotated[int, Field(ge=1)]
    seconds: Annotated[float, Field(ge=0)]
    """From the change until the last node had it."""


class VersionStuck(Event):
    """A node has not taken a version: it refuses it, or has not answered for half a minute. It is tried again."""

    topic: ClassVar[str] = "version.stuck"
    sample: ClassVar[dict[str, Any]] = {
        "version": 12,
        "node": "node-1",
        "refused": True,
        "reason": "the disk is full",
        "seconds": 0.4,
    }

    version: Annotated[int, Field(ge=1)]
    node: str
    refused: bool
    """False: the node is silent."""
    reason: str
    """What the node said; empty when it said nothing."""
    seconds: Annotated[float, Field(ge=0)]
    """Since the change."""
