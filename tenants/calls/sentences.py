"""What a caller can be told, in words of the product; the node knows which recording says it."""

from enum import StrEnum


class Sentence(StrEnum):
    """One spoken sentence each, in the company's language."""

    NOT_FOUND = "not-found"
    """The number that you have dialled is nobody's."""
    NOT_AVAILABLE = "not-available"
    """The person cannot be reached at the moment."""
    LINE_DOWN = "line-down"
    """Outside calls are not possible at the moment."""
    TEMPORARY_PROBLEM = "temporary-problem"
    """Something is wrong on our side."""
