"""The built-in voice: speaks what the telephony image has no recording of, once per text, never during a call."""

from node_agent.asterisk.voice.speak import missing, speak_all
from node_agent.asterisk.voice.voice import Voice, VoiceFailed

__all__ = ["Voice", "VoiceFailed", "missing", "speak_all"]
