"""The few things that can happen to realtime data; a change is a short list of them."""

from dataclasses import dataclass

from node_agent.asterisk.realtime.rows import Hint, Row, Way


@dataclass(frozen=True)
class PutRow:
    table: str
    id: str
    row: Row


@dataclass(frozen=True)
class DeleteRow:
    table: str
    id: str


@dataclass(frozen=True)
class PutHint:
    hint: Hint


@dataclass(frozen=True)
class DropHint:
    hint: Hint


@dataclass(frozen=True)
class PutWay:
    way: Way


@dataclass(frozen=True)
class DropWay:
    way: Way


Step = PutRow | DeleteRow | PutHint | DropHint | PutWay | DropWay
