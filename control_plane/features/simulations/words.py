"""A scripted call in sentences: what its people did, beside what call logic decided."""

from collections.abc import Sequence
from datetime import UTC, datetime

from control_plane.features.journeys.draft import Step
from control_plane.features.journeys.narration import step_words
from control_plane.features.journeys.reason_words import reason_words
from control_plane.web.formats import phone_number, span
from control_plane.web.words import gettext, reading_language
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import SPOKEN, Sentence
from tenants.calls.words import Count, Digits, Kept, Moment, Recording, Tone, Word
from tenants.simulate.happening import Happening, Rung, What

_AT_ANY_TIME = datetime.min.replace(tzinfo=UTC)
_TOLD_BY_DEEDS = frozenset({Rule.SAY, Rule.END})
"""Decisions whose deed is a moment of its own."""


def happening_words(happening: Happening) -> str:
    """One sentence in the reader's language; empty where a decision says it already."""
    if happening.decision is not None:
        return "" if happening.decision.rule in _TOLD_BY_DEEDS else decided_words(happening.decision)
    return _people_words(happening) or _caller_words(happening)


def decided_words(decision: Decision) -> str:
    """As in the story of a real call."""
    result = decision.reason.value if decision.reason else ""
    return step_words(
        Step(_AT_ANY_TIME, decision.object_kind, decision.object_id, decision.rule, 0, result, decision.text)
    )


def decision_sentence(decision: Decision) -> str:
    """The same where nothing but decisions is told: that somebody answers is said, too."""
    if decision.reason is Reason.ANSWERED and decision.rule in {Rule.RING, Rule.RING_OUTSIDE}:
        return gettext("%(name)s answers", name=phone_number(decision.text))
    return decided_words(decision)


def _people_words(happening: Happening) -> str:
    """What called sides do."""
    match happening.what:
        case What.RINGS:
            return _ringing_words(happening)
        case What.TAKES:
            (who,) = happening.who
            name = who.name or phone_number(who.number)
            return gettext("%(name)s answers after %(span)s; they talk", name=name, span=span(happening.seconds))
        case What.JOINS:
            return gettext("The caller now talks there")
        case What.RECORDING:
            return gettext("The recording begins")
        case What.RECORDING_STOPS:
            return gettext("The recording is stopped and thrown away")
        case _:
            return ""


def _ringing_words(happening: Happening) -> str:
    limit = span(happening.seconds)
    if len(happening.who) > 1:
        everybody = ", ".join(_rung(who) for who in happening.who)
        return gettext("It rings for up to %(limit)s: %(everybody)s", limit=limit, everybody=everybody)
    (who,) = happening.who
    if not who.phone:
        number = phone_number(who.number)
        return gettext("A call goes out to %(number)s, for up to %(limit)s", number=number, limit=limit)
    return gettext(
        "The phone of %(name)s rings: %(phone)s, for up to %(limit)s", name=who.name, phone=who.phone, limit=limit
    )


def _rung(who: Rung) -> str:
    name = f"{who.name} ({who.phone})" if who.phone else phone_number(who.number)
    return gettext("%(name)s after %(span)s", name=name, span=span(who.after)) if who.after else name


def _caller_words(happening: Happening) -> str:
    match happening.what:
        case What.DIALS:
            return gettext("The caller dials %(number)s", number=phone_number(happening.text))
        case What.HEARS:
            return gettext("The caller hears: %(words)s", words=heard(happening.words))
        case What.PRESSES:
            return gettext("The caller presses %(digits)s", digits=happening.text)
        case What.SILENT:
            return gettext("The caller presses nothing for %(span)s", span=span(happening.seconds))
        case What.WAITS:
            return gettext("The caller hears music for %(span)s", span=span(happening.seconds))
        case What.ECHO:
            return gettext("The caller hears themselves")
        case What.SPEAKS:
            return gettext("The caller speaks for %(span)s and is recorded", span=span(happening.seconds))
        case What.LEAVES:
            return gettext("The caller hangs up")
        case What.ENDS:
            return _end_words(happening.reason)
        case _:
            return ""


def _end_words(reason: Reason | None) -> str:
    why = reason_words(reason.value) if reason else ""
    return gettext("The call ends: %(why)s", why=why) if why else gettext("The call ends")


def result_words(outcome: Outcome) -> str:
    """How the call ended, in a word or two."""
    match outcome.reason:
        case Reason.ANSWERED:
            return gettext("answered")
        case Reason.DONE:
            return gettext("done")
        case reason:
            return reason_words(reason.value)


def heard(words: Sequence[Word]) -> str:
    """What is said, as text."""
    return " ".join(_heard(word) for word in words)


def _heard(word: Word) -> str:
    match word:
        case Sentence():
            return SPOKEN.get(reading_language(), SPOKEN["en"])[word]
        case Recording():
            return f"“{word.name}”" if word.name else gettext("a sound of the company")
        case Digits():
            return phone_number(word.digits)
        case Count():
            return str(word.number)
        case Moment():
            return f"{word.at:%Y-%m-%d %H:%M}" if word.date else f"{word.at:%H:%M}"
        case Kept():
            return gettext("what was recorded by phone")
        case Tone():
            return gettext("a tone")
