"""The node's way to the control plane: signed reports over HTTP, changes pulled when the queue was silent."""

from node_agent.control.client import ControlPlane, ControlPlaneAnswered, ControlPlaneAway

__all__ = ["ControlPlane", "ControlPlaneAnswered", "ControlPlaneAway"]
