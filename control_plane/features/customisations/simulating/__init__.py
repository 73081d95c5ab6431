"""What-if questions about customised companies, in a process of their own: portals never run a customer's code."""

from control_plane.features.customisations.simulating.apart import SimulationFailed, ask_apart
from control_plane.features.customisations.simulating.tale import Tale

__all__ = ["SimulationFailed", "Tale", "ask_apart"]
