"""From words that call logic says to files that Asterisk plays: the image's recordings, and the built-in voice."""

from node_agent.asterisk.prompts.words import WordFiles, spoken_texts

__all__ = ["WordFiles", "spoken_texts"]
