"""The texts of decisions in the reader's language.

Call logic writes them in English with names, numbers and times in them (`Sales: nobody to ring`). The first template
below that fits gives the sentence; of its parts `why`, `how` and `to` may be such texts themselves. What no template
fits is a name or a number, and is shown as it is.
"""

import re
from functools import cache
from typing import Final

from control_plane.web.words import N_, gettext

_WEEKDAYS: Final = (
    N_("on monday"),
    N_("on tuesday"),
    N_("on wednesday"),
    N_("on thursday"),
    N_("on friday"),
    N_("on saturday"),
    N_("on sunday"),
    N_("on %(date)s (exceptional day)"),
    N_("on %(date)s (working day)"),
    N_("on %(date)s (working day of the calendar)"),
    N_("on %(date)s (%(name)s)"),
)
_WAITS: Final = (
    N_("%(how)s after %(count)s s"),
    N_("nobody is logged in"),
    N_("asked for a callback"),
    N_("left by digit %(digit)s"),
    N_("timed out"),
    N_("no agents"),
)
_STEPS: Final = (
    N_("no case holds"),
    N_("case %(count)s (%(how)s)"),
    N_("case %(count)s"),
    N_("no digits"),
    N_("%(count)s digits"),
    N_("%(count)s s"),
    N_("there is no such step"),
    N_("too many steps without a wait"),
    N_("caller begins with %(number)s"),
    N_("known caller"),
    N_("unknown caller"),
    N_("hidden number"),
    N_("number shown"),
    N_("no answer in time"),
    N_("no usable answer"),
)
_TEMPLATES: Final = (
    # Hours.
    N_("%(name)s: closed by its switch"),
    N_("%(name)s: open %(day)s from %(opens)s to %(closes)s"),
    N_("%(name)s: closed %(day)s at %(time)s"),
    N_("%(name)s: closed now"),
    N_("%(name)s: by its hours again"),
    # Forwards and the like.
    N_("%(name)s, always: to %(to)s"),
    N_("%(name)s, busy: to %(to)s"),
    N_("%(name)s, no answer: to %(to)s"),
    N_("%(name)s, unreachable: to %(to)s"),
    N_("%(name)s, when %(other)s is free"),
    N_("%(name)s: on to %(to)s"),
    N_("handed on %(count)s times"),
    N_("%(number)s is the company's own"),
    # Ringing.
    N_("%(name)s: nobody to ring"),
    N_("%(name)s by intercom"),
    # Mailboxes, PINs, parking.
    N_("%(name)s: nothing said"),
    N_("%(name)s: left one of %(count)s s"),
    N_("%(name)s: %(fresh)s new of %(count)s"),
    N_("%(name)s has no mailbox"),
    N_("%(name)s: new greeting"),
    N_("%(name)s: right PIN"),
    N_("%(name)s: wrong PIN"),
    N_("%(name)s: locked after wrong PINs"),
    N_("back to %(name)s"),
    N_("told the slot %(slot)s"),
    # Menus.
    N_("%(name)s: wrong digits"),
    N_("%(name)s: silence"),
    N_("nobody was chosen"),
    # Calls to outside.
    N_("only for one's own calls"),
    N_("call back only from a company phone"),
    N_("no call back from a mailbox: %(to)s"),
    N_("no call back: %(to)s"),
    N_("%(name)s: %(number)s keeps place %(count)s"),
    N_("%(name)s: %(number)s is allowed by an exception"),
    N_("%(name)s: %(number)s is denied by an exception"),
    N_("%(name)s: %(kind)s numbers are allowed"),
    N_("%(name)s: %(kind)s numbers are not allowed"),
    N_("%(count)s calls with the outside at once"),
    N_("%(count)s calls outside in a minute"),
    N_("the money for calls outside of this day"),
    N_("%(name)s: %(count)s calls at once"),
    # Recording, faxes, pagings, meetings.
    N_("not any more: somebody in the call must not be recorded"),
    N_("not recorded: the disk of the node is nearly full"),
    N_("%(name)s: no pages came"),
    N_("%(name)s: %(count)s phones"),
    N_("%(name)s as host"),
    # Switches by phone.
    N_("%(name)s: do not disturb on"),
    N_("%(name)s: do not disturb off"),
    N_("%(name)s: forward %(when)s off"),
    N_("%(name)s: forward %(when)s to %(to)s"),
    N_("%(name)s: takes calls again"),
    N_("%(name)s: pauses (%(reason)s)"),
    N_("%(name)s: logged in to %(lines)s"),
    N_("%(name)s: logged out of %(lines)s"),
    N_("%(name)s: wake-up call off"),
    N_("%(name)s: wake-up call at %(time)s"),
    N_("%(name)s: wake-up call"),
    N_("nobody can be forwarded to %(number)s"),
    N_("a forward to oneself"),
    N_("a callback from oneself"),
    N_("no number was typed"),
    N_("nobody has the number %(number)s"),
    N_("no time of day: %(typed)s"),
    N_("no reason for a pause: %(typed)s"),
    N_("nothing rings at %(place)s"),
    N_("nobody rings: %(place)s"),
    N_("%(name)s does not talk"),
    N_("%(name)s does not supervise %(other)s"),
    N_("%(name)s is free"),
    N_("the colleague is gone"),
    N_("by %(name)s"),
)
_PARTS: Final = (*_WAITS, *_STEPS, *_WEEKDAYS)
"""Only what is a part of another text is compared with these."""
_PART: Final = re.compile(r"%\((\w+)\)s")
_DIGITS: Final = frozenset({"count", "fresh", "digit"})
_SAID: Final = frozenset({"how", "to", "day"})


def text_words(text: str) -> str:
    """`text` in the reader's language, as far as it is made of our words."""
    if (found := _said(text, _TEMPLATES)) is not None:
        return found
    head, colon, tail = text.rpartition(": ")
    if colon and (part := _part(tail)) != tail:
        return f"{head}: {part}"
    if ", " in text and " for " not in text:
        head, _, tail = text.partition(", ")
        # Somebody's working hours: the name, then the schedule's text.
        if (hours := _said(tail, _TEMPLATES)) is not None:
            return f"{head}, {hours}"
    return text


def _part(text: str) -> str:
    return _said(text, _PARTS) or text


def _said(text: str, templates: tuple[str, ...]) -> str | None:
    for template in templates:
        if found := _pattern(template).fullmatch(text):
            parts = {name: _part(part) if name in _SAID else part for name, part in found.groupdict().items()}
            return gettext(template, **parts)
    return None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    pieces = _PART.split(template)
    # Every second piece is the name of a part.
    return re.compile("".join(_group(piece) if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)))


def _group(name: str) -> str:
    return rf"(?P<{name}>\d+)" if name in _DIGITS else rf"(?P<{name}>.+?)"
