"""What may stand in a line of dialplan, as types: constants, variables of ours, and what a caller chose.

A caller's text is a type of its own that fits into no condition and into no dial string: mypy refuses it while one
writes, and `BadDialplan` is raised for who does not ask mypy. Its length, and what is left of it after a filter, are
harmless and have types that say where they fit.
"""

import re
from dataclasses import dataclass

from node_agent.asterisk.dialplan.elements import CALLER_TEXT, BadDialplan

_WORD = re.compile(r"[\w .:/@*#+-]{0,200}")
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,40}(\([A-Za-z0-9_.,/:@-]{0,80}\))?|CHANNEL\([a-z]+\)|DB\([A-Za-z0-9_/-]{1,120}\)")
_ALLOWED = re.compile(r"[0-9A-Za-z+*#-]{1,20}")


@dataclass(frozen=True)
class Operand:
    """Text that no caller chose; the only thing that a condition compares."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Word(Operand):
    """A constant: letters, digits, blanks and `.:/@*#+-`. Raises BadDialplan for what Asterisk would read as code."""

    def __post_init__(self) -> None:
        if not _WORD.fullmatch(self.text):
            raise BadDialplan(
                f"the constant {self.text!r} holds a character that Asterisk may read as code; leave it out"
            )


@dataclass(frozen=True)
class Variable(Operand):
    """`${NAME}` or `${FUNCTION(arguments)}` of ours. Raises BadDialplan for one that holds a caller's text."""

    def __init__(self, name: str) -> None:
        if not _NAME.fullmatch(name) or f"${{{name}}}".startswith(CALLER_TEXT):
            raise BadDialplan(f"{name!r} is no variable of ours; a caller's text is a CallerText")
        object.__setattr__(self, "text", f"${{{name}}}")


@dataclass(frozen=True)
class Joined(Operand):
    """Constants with `&` between them: devices that ring together, days of the week."""

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "text", "&".join(Word(word).text for word in words))


@dataclass(frozen=True)
class Filtered:
    """What a filter left of a caller's text: may be assigned and, as a variable then, compared."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class CallerText:
    """What somebody outside chose: a dialled number, a caller's number or name."""

    text: str

    @property
    def length(self) -> Operand:
        return Operand(f"${{LEN({self.text})}}")

    def only(self, allowed: str) -> Filtered:
        """Without every character that is not in `allowed`, such as `0-9+*#`."""
        if not _ALLOWED.fullmatch(allowed):
            raise BadDialplan(f"{allowed!r} must be letters, digits, `+*#` and ranges of them")
        return Filtered(f"${{FILTER({allowed},{self.text})}}")


DIALLED = CallerText("${EXTEN}")
CALLER_NUMBER = CallerText("${CALLERID(num)}")
CALLER_NAME = CallerText("${CALLERID(name)}")


@dataclass(frozen=True)
class Condition:
    """The inside of `$[…]`; made by the functions below and joined with `|` and `&`."""

    text: str

    def __str__(self) -> str:
        return f"$[{self.text}]"

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(f"{self.text} | {other.text}")

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"{self.text} & {other.text}")


def equal(left: Operand, right: Operand) -> Condition:
    """Compared as text. Raises BadDialplan for a caller's text, in words that say what to do."""
    return Condition(f'"{_operand(left)}" = "{_operand(right)}"')


def different(left: Operand, right: Operand) -> Condition:
    return Condition(f'"{_operand(left)}" != "{_operand(right)}"')


def more(left: Operand, number: int) -> Condition:
    """Compared as a number."""
    return Condition(f"{_operand(left)} > {number}")


def empty(value: Operand | CallerText) -> Condition:
    return Condition(f"${{LEN({value.text})}} = 0")


def given(value: Operand | CallerText) -> Condition:
    return Condition(f"${{LEN({value.text})}} > 0")


def _operand(value: Operand) -> str:
    if not isinstance(value, Operand):
        raise BadDialplan(
            f"{value!r} must not stand in an expression; compare its length, or filter it into a variable"
        )
    return value.text
