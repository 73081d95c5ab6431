"""The one door to Asterisk's manager interface: few actions, checked text, a deadline on each, own reconnecting."""

from node_agent.asterisk.ami.actions import ActionRefused, action
from node_agent.asterisk.ami.gateway import AmiAway, AmiError, Gateway
from node_agent.asterisk.ami.holds import hold_fact

__all__ = ["ActionRefused", "AmiAway", "AmiError", "Gateway", "action", "hold_fact"]
