"""All that belongs to no company. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from carillon_client.connection import Connection, place
from carillon_client.streams import Event, stream
from carillon_client.values import read, reader

if TYPE_CHECKING:
    from carillon_client.generated.companies import Companies
    from carillon_client.generated.event_topics import EventTopics
    from carillon_client.generated.nodes import Nodes


class Root:
    """All that belongs to no company."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def companies(self) -> Companies:
        """Companies that you may see."""
        from carillon_client.generated.companies import Companies

        return Companies(self.connection)

    @property
    def event_topics(self) -> EventTopics:
        """All topics of events."""
        from carillon_client.generated.event_topics import EventTopics

        return EventTopics(self.connection)

    @property
    def nodes(self) -> Nodes:
        """Telephony nodes and their health."""
        from carillon_client.generated.nodes import Nodes

        return Nodes(self.connection)

    def document_schema(self) -> Any:
        """The JSON schema of a company's document."""
        return self._act("GET", place("document-schema"), Any)

    def _act(self, method: str, below: str, result: Any, **sent: Any) -> Any:
        data = self.connection.ask(method, below, **sent).data
        return data if result in (None, bytes) else read(reader(result), data)

    def _stream(self, below: str, **sent: Any) -> Iterator[Event]:
        return stream(self.connection, below, **sent)
