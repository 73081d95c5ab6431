"""Call logic: one file per kind of destination, the Call protocol that it talks to, and what can come out."""

import tenants.calls.kinds  # noqa: F401  # fills the tables of destinations
from tenants.calls.call import Call, Caller
from tenants.calls.decision import Decision, Rule
from tenants.calls.entrance import take_call
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence

__all__ = ["Call", "Caller", "Decision", "Outcome", "Reason", "Rule", "Sentence", "take_call"]
