"""The services' English sentences in the reader's language.

A service writes `101 belongs to Anna; choose another number.`; the template below finds the parts and puts them into
the translated sentence. A sentence without a template is shown in English rather than not at all; a test compares
the templates with the services.
"""

import re
from functools import cache
from typing import Final

from control_plane.web.access_sentences import ACCESS_SENTENCES
from control_plane.web.findings import FINDINGS
from control_plane.web.formats import phone_number
from control_plane.web.history_sentences import HISTORY_SENTENCES
from control_plane.web.import_sentences import IMPORT_SENTENCES
from control_plane.web.object_sentences import OBJECT_SENTENCES
from control_plane.web.question_sentences import QUESTION_SENTENCES
from control_plane.web.words import N_, gettext

SENTENCES: Final = (
    *ACCESS_SENTENCES,
    *OBJECT_SENTENCES,
    *HISTORY_SENTENCES,
    *QUESTION_SENTENCES,
    *IMPORT_SENTENCES,
    # Changes, in the past tense as a history tells them.
    N_("Company created"),
    N_("Company profile changed"),
    N_("%(name)s (%(number)s) added"),
    N_("%(name)s (%(number)s) changed"),
    N_("%(name)s (%(number)s) removed"),
    N_("Number %(number)s added"),
    N_("Number %(number)s changed"),
    N_("Number %(number)s removed"),
    N_("Phone %(label)s added for %(name)s"),
    N_("Phone %(before)s is now called %(after)s"),
    N_("New password for phone %(label)s (%(login)s)"),
    N_("Phone %(label)s (%(login)s) removed"),
    N_("Phone %(label)s (%(login)s) changed"),
    N_("Line %(name)s added"),
    N_("Line %(name)s changed"),
    N_("Line %(name)s removed"),
    # Refusals.
    N_("There is no such employee; reload the list."),
    N_("There is no such number; reload the list."),
    N_("is not a known time zone; write one like Europe/Moscow"),
    N_("is not a known country; write two letters like RU"),
    N_("A line that registers needs user name and password."),
    N_("a prompt is either a sound or a text"),
    N_("a step rings either a phone or a number outside"),
    N_("a date stands twice among the exceptional days; keep one of them"),
    N_("the number to park at must not be one of the slots"),
    N_("a destination outside needs a number, and no id"),
    N_("a destination inside needs an id, and no number"),
    N_("does not have the form that is needed here"),
    N_("is none of the choices"),
    N_("must be a list"),
    N_("must be a text"),
    N_("must be true or false"),
    N_("must not take more than %(count)s bytes"),
    N_("%(field)s: the customisation “%(name)s” has only %(known)s here."),
    N_("%(field)s: the customisation “%(name)s” has no extra fields here."),
    N_("%(field)s: this company has no customisation, so there are no extra fields; choose one in its settings first."),
    N_("There is no customisation of this name; choose %(names)s."),
    N_("The company has no such bundle; upload it first."),
    N_("This changes which code of its own serves the company; ask an operator or a developer."),
    N_("must be a date, such as 2026-12-31"),
    N_("must be at most %(count)s"),
    N_("must be at least %(count)s"),
    N_("needs at least %(count)s of them"),
    N_("has room for %(count)s of them"),
    N_("%(number)s belongs to %(name)s; choose another number."),
    N_("This number is in use already; check the number or ask your provider."),
    N_("%(lost)s is used by %(names)s; take it out there first, or remove it with detach=true."),
    N_("What is chosen here does not exist (any longer); choose something else."),
    N_("This does not exist (any longer); reload the list."),
    N_("This PIN is easy to guess; choose one without a pattern."),
    N_("The company has no such file; upload the sound."),
    N_("This is no telephone number; write it with country code, such as +7 495 123-00-01."),
    N_("Too many attempts for this login; wait five minutes, then try again."),
    N_("Login or password is wrong. Check both, also the keyboard's language."),
    # Sounds.
    N_("This is no sound file; upload WAV, MP3, M4A, OGG, FLAC, AIFF, AMR or WMA."),
    N_("This is a video; upload the sound alone."),
    N_("The sound file is damaged or incomplete; export it again and upload the new file."),
    N_("The file holds no sound; record it again."),
    N_("The sound is longer than an hour; upload a shorter one."),
    N_("The file takes too much work to decode; convert it to WAV or MP3 and upload that."),
    N_("The file is larger than 50 MB; upload a shorter or compressed one."),
    N_("The storage does not answer; try again in a minute."),
    N_("The text takes too long to speak; make it shorter."),
    # Own code of a company.
    N_("The company's own code failed: %(what)s"),
    N_("The company's own code did not end within %(count)s s."),
    N_("The company's own code took too much memory or time, or ended the process."),
    N_("This machine has no bubblewrap, behind which own code runs; install it."),
    N_("must not be empty"),
    N_("is needed"),
    N_("must be a whole number"),
    N_("is too long; at most %(count)s characters"),
    N_("must not contain the control character %(character)s; remove it"),
)

_PART: Final = re.compile(r"%\\?\((\w+)\\?\)s")


def say(sentence: str) -> str:
    """`sentence` in the reader's language, or as it is."""
    found = matching_template(sentence)
    if found is None:
        return sentence
    template, parts = found
    return gettext(template, **{name: phone_number(part) for name, part in parts.items()})


def matching_template(sentence: str) -> tuple[str, dict[str, str]] | None:
    """The template that `sentence` was made from, and its parts."""
    for template, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return template, found.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((template, re.compile(_pattern(template))) for template in (*SENTENCES, *FINDINGS))


def _pattern(template: str) -> str:
    """A number is digits, so that `Phone Desk (bluebell-101) removed` is not taken for an employee."""
    seen: set[str] = set()

    def group(part: re.Match[str]) -> str:
        name = part[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return rf"(?P<{name}>\+?\d+)" if name in {"number", "count"} else f"(?P<{name}>.+)"

    return _PART.sub(group, re.escape(template))
