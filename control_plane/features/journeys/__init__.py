"""Journeys: a call's story as a person would tell it, folded from the facts that nodes send."""
