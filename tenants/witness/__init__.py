"""What a call learned from the world around it, so that it can be told again, on any version of the company."""

from tenants.witness.witness import Seen, Witness
from tenants.witness.witnessing import Witnessing

__all__ = ["Seen", "Witness", "Witnessing"]
