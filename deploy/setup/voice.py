"""What the built-in voice says, spoken once for all nodes of this machine."""

from deploy import paths, screen
from deploy.setup import stamp
from node_agent.asterisk.voice import missing, speak_all


class VoiceIncomplete(Exception):
    """Some texts could not be spoken."""

    code = "voice-incomplete"


def is_done() -> bool:
    return next(missing(paths.VOICE), None) is None


def make(_note: screen.Note) -> None:
    """Raises VoiceIncomplete."""
    with stamp.locked(paths.VOICE):
        speak_all(paths.VOICE)
    if not is_done():
        raise VoiceIncomplete("The built-in voice did not speak; is the Debian package espeak-ng installed?")
