"""What-if questions about customised companies, in a process of their own: portals never run a customer's code."""

from control_plane.features.customisations.simulating.apart import SimulationFailed, ask_apart, tell_again_apart
from control_plane.features.customisations.simulating.tale import Again, Tale, items_of

__all__ = ["Again", "SimulationFailed", "Tale", "ask_apart", "items_of", "tell_again_apart"]
