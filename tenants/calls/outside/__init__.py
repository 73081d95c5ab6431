"""Calls from the company to the rest of the world: who may, over which line, at what price, shown as whom."""

from tenants.calls.outside.destination import OutsideDestination
from tenants.calls.outside.targets import outside_targets, ring_charged

__all__ = ["OutsideDestination", "outside_targets", "ring_charged"]
