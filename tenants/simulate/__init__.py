"""Scripted callers: the same call logic as on a node, without a node."""

from tenants.simulate.behaviour import NotUnderstood
from tenants.simulate.question import Question, ask
from tenants.simulate.script import Answer, Script, Side
from tenants.simulate.scripted_call import ScriptedCall
from tenants.simulate.story import Story, simulate

__all__ = ["Answer", "NotUnderstood", "Question", "Script", "ScriptedCall", "Side", "Story", "ask", "simulate"]
