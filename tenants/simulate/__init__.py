"""Scripted callers: the same call logic as on a node, without a node."""

from tenants.simulate.scripted_call import Answer, ScriptedCall
from tenants.simulate.story import Story, simulate

__all__ = ["Answer", "ScriptedCall", "Story", "simulate"]
