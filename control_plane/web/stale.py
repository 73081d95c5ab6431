"""A form that shows what is no longer so: it is told before anything is overwritten, with both values."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from control_plane.web.form import Form
from control_plane.web.words import gettext

SEEN: Final = "_seen"
"""The hidden field that stands for what the person had before them."""


def seen_of(values: object) -> str:
    """What stands for these plain values."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


def is_stale(sent: Mapping[str, str], now: object) -> bool:
    """Whether somebody has saved other values than the form showed; one that does not say counts as fresh."""
    return sent.get(SEEN, "") not in ("", seen_of(now))


def stale_note() -> str:
    return gettext(
        "Somebody has saved other values meanwhile, and nothing of yours is saved yet. "
        "Look at what is marked, then save again."
    )


def meanwhile(value: str) -> str:
    return gettext("Saved meanwhile: %(value)s", value=value or gettext("nothing"))


def with_seen(form: Form, sent: Mapping[str, str], now: Mapping[str, str]) -> Form:
    """The form shows `now`, unless the person still works on what they have seen before."""
    return replace(form, seen=form.seen or sent.get(SEEN, "") or seen_of(now))


def told(mine: Form, now: Mapping[str, str], choices: Mapping[str, Iterable[tuple[object, object]]]) -> Form:
    """`mine` as it was typed, with what is saved beside each field that differs."""
    errors = {}
    for name, value in now.items():
        if " ".join(mine.value(name).split()) != " ".join(value.split()):
            labels = {str(each): str(words) for each, words in choices.get(name, ())}
            errors[name] = meanwhile(labels.get(value, value))
    return replace(mine.refused(errors, stale_note()), seen=seen_of(now))
