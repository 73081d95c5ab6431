"""The last good configuration: what the node serves when everything else is gone."""

from node_agent.store.store import Head, Store

__all__ = ["Head", "Store"]
