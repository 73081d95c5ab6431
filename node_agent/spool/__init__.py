"""Call facts, kept on the node until the control plane has stored them."""

from node_agent.spool.decisions import DecisionLog
from node_agent.spool.spool import Spool

__all__ = ["DecisionLog", "Spool"]
