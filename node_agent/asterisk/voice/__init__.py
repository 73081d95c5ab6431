"""The built-in voice: speaks what the telephony image has no recording of, once per text, never during a call."""

from node_agent.asterisk.voice.speak import speak_all
from node_agent.asterisk.voice.voice import Voice, VoiceFailed

__all__ = ["Voice", "VoiceFailed", "speak_all"]
