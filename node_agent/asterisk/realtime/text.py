"""People's text, made safe for the one place in Asterisk where it stands."""

CALLER_NAME_MAX = 79
"""Asterisk copies a caller's name into buffers of 80 bytes in several places; longer names lose their end here."""


def caller_id(name: str, number: str) -> str:
    """`"name" <number>` as PJSIP's option `callerid` reads it: quotes and backslashes would end the name early.

    The name keeps its letters in any language; quotes become apostrophes, angle brackets become round ones, and it is
    cut between characters, never inside one.
    """
    safe = name.translate(_REPLACED)
    while len(safe.encode()) > CALLER_NAME_MAX:
        safe = safe[:-1]
    return f'"{safe.rstrip()}" <{number}>'


_REPLACED = str.maketrans({'"': "'", "\\": "/", "<": "(", ">": ")", "\r": " ", "\n": " ", "\0": " "})
