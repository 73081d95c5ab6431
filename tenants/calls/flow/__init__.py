"""Call paths (flows): the engine, and one small file for what each kind of step does."""

from tenants.calls.flow.destination import FlowDestination

__all__ = ["FlowDestination"]
