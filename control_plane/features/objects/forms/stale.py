"""An object's form that shows what is no longer so (see web/stale.py): values are told in the form's words."""

from collections.abc import Mapping
from dataclasses import replace

from control_plane.core.etags import Stale
from control_plane.core.problems import FieldFault
from control_plane.features.objects.forms.form import ObjectForm, Shown
from control_plane.web.stale import SEEN, is_stale, meanwhile, seen_of, stale_note
from control_plane.web.words import gettext
from tenants.model import TelephonyObject


def is_old(sent: Mapping[str, str], item: TelephonyObject) -> bool:
    """Whether somebody has changed `item` since the form was shown."""
    return is_stale(sent, item.plain())


def with_item(form: ObjectForm, sent: Mapping[str, str], item: TelephonyObject | None) -> ObjectForm:
    """The form shows `item`, unless the person still works on what they have seen before."""
    if item is None:
        return form
    return replace(form, seen=form.seen or sent.get(SEEN, "") or seen_of(item.plain()))


def told_old(mine: ObjectForm, now: ObjectForm, item: TelephonyObject) -> ObjectForm:
    """`mine` as it was sent, with what is saved (`item`, shown by `now`) beside each field that differs."""
    faults = [
        FieldFault(shown.entry.name, "changed-meanwhile", meanwhile(_said(now, shown)))
        for group in mine.groups
        for shown in group.fields
        if not getattr(shown.widget, "secret", False)
        and _texts(mine, shown.entry.name) != _texts(now, shown.entry.name)
    ]
    refused = mine.refused(Stale(stale_note(), tuple(faults)))
    return replace(refused, note=" ".join(filter(None, (stale_note(), refused.note))), seen=seen_of(item.plain()))


def _texts(form: ObjectForm, name: str) -> list[tuple[str, str]]:
    """The inputs of a field; those that are empty say nothing."""
    return sorted(
        (key, " ".join(value.split()))
        for key, value in form.values.items(multi=True)
        if value.strip() and (key == name or key.startswith(f"{name}."))
    )


def _said(form: ObjectForm, shown: Shown) -> str:
    """A field's values in words; empty for none."""
    texts = [text for _, text in _texts(form, shown.entry.name)]
    if shown.widget.look == "tick":
        return gettext("yes") if texts else gettext("no")
    labels = {value: str(words) for _, options in getattr(shown.widget, "groups", ()) for value, words in options}
    return ", ".join(labels.get(text) or (form.choices.words_of(text) if ":" in text else text) for text in texts)
