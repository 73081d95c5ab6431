"""One form of one object: what is shown, what was sent, and which sentence stands beside which field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from control_plane.core.problems import FieldFault, Problem
from control_plane.features.objects.forms.choices import Choices, Option
from control_plane.features.objects.forms.extra import extra_groups
from control_plane.features.objects.forms.widget_of import widget_of
from control_plane.features.objects.forms.widgets import Sent, Widget, indexes
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.sentences import say
from control_plane.web.words import gettext
from tenants.extend.references import CUSTOM
from tenants.model import TelephonyObject

Options = Sequence[tuple[str, Sequence[Option]]]
_BLANK_ROWS = 2
_MORE_ROWS = 5
MORE = "_more"
"""The button that asks for more empty rows; its value is the list."""


@dataclass(frozen=True)
class Shown:
    """An entry of the layout with its widget."""

    entry: Entry
    widget: Widget


@dataclass(frozen=True)
class ShownGroup:
    group: Group
    fields: tuple[Shown, ...]
    open: bool


@dataclass(frozen=True)
class ObjectForm:
    """`values` as flat texts; `errors` one sentence by field; `note` a sentence about the form as a whole."""

    groups: tuple[ShownGroup, ...]
    values: Sent
    choices: Choices
    errors: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    more: str = ""
    seen: str = ""

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def chosen(self, name: str) -> list[str]:
        return self.values.getlist(name)

    def unlisted(self, groups: Options, chosen: Sequence[str]) -> list[Option]:
        """What is chosen and stands in no group: nothing gets lost because a company is too large to list."""
        listed = {value for _, options in groups for value, _ in options}
        return [(value, self.choices.words_of(value)) for value in chosen if value and value not in listed]

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def filled(self, name: str) -> int:
        """Rows of a list that say something."""
        return len(indexes(self.values, name))

    def rows(self, name: str) -> range:
        """Those that are filled, and some empty ones."""
        filled = self.filled(name)
        return range(filled + (_MORE_ROWS if name == self.more else _BLANK_ROWS if filled else _BLANK_ROWS + 1))

    def blanks(self, name: str) -> range:
        """Empty select boxes below the chosen ones."""
        return range(_MORE_ROWS if name == self.more else _BLANK_ROWS)

    def refused(self, problem: Problem) -> "ObjectForm":
        """With one sentence per field; what belongs to none stands above the form, so nothing is lost."""
        errors: dict[str, str] = {}
        notes: list[str] = []
        for fault in problem.faults:
            name = self._field_of(fault.field)
            if name is None:
                notes.append(_words(fault))
            else:
                errors.setdefault(name, _words(fault))
        if not problem.faults:
            notes.append(say(problem.detail))
        groups = tuple(replace(each, open=each.open or self._any(each, errors)) for each in self.groups)
        return replace(self, groups=groups, errors=errors, note=" ".join(dict.fromkeys(notes)))

    def _field_of(self, path: str) -> str | None:
        """The nearest field that the form shows: itself, or what it is part of."""
        fields = {shown.entry.name: shown.widget for group in self.groups for shown in group.fields}
        parts = path.split(".")
        if ".".join(parts[:2]) in fields:
            return ".".join(parts[:2])
        if parts[0] not in fields:
            return None
        widget = fields[parts[0]]
        if widget.look == "rows" and len(parts) > 2:
            return ".".join(parts[:3]) + (".number" if parts[3:] == ["number"] else "")
        if widget.look == "destination" and parts[1:] == ["number"]:
            return path
        return path if widget.look in ("prompt", "parts") and len(parts) == 2 else parts[0]

    @staticmethod
    def _any(group: ShownGroup, errors: Mapping[str, str]) -> bool:
        names = {name.partition(".")[0] for name in errors} | errors.keys()
        return any(shown.entry.name in names for shown in group.fields)


def form_of(
    cls: type[TelephonyObject], groups: tuple[Group, ...], choices: Choices, data: Mapping[str, Any], *, more: str = ""
) -> ObjectForm:
    """The form that shows `data`: plain values of the document, or what was sent and refused.

    Extra fields of the company's customisation have a group of their own.
    """
    laid_out = tuple(
        ShownGroup(
            group,
            tuple(Shown(entry, widget_of(cls, entry, choices, _value(entry, data))) for entry in group.entries),
            open=not group.rare or any(_is_set(cls, entry.name, data) for entry in group.entries) or _asks(group, more),
        )
        for group in (*groups, *extra_groups(cls, choices.company))
    )
    fields = [(each.entry, each.widget) for group in laid_out for each in group.fields]
    pairs = [pair for entry, widget in fields for pair in widget.show(entry.name, _value(entry, data))]
    return ObjectForm(laid_out, MultiDict(pairs), choices, more=more)


def read_form(cls: type[TelephonyObject], groups: tuple[Group, ...], choices: Choices, sent: Sent) -> dict[str, Any]:
    """What was sent, as the API takes it; None for what was left empty. PINs that were left empty are not in it."""
    data: dict[str, Any] = {}
    for entry in (entry for group in (*groups, *extra_groups(cls, choices.company)) for entry in group.entries):
        widget = widget_of(cls, entry, choices)
        value = widget.read(sent, entry.name)
        if getattr(widget, "secret", False) and value is None and f"{entry.name}._remove" not in sent:
            continue
        (data if entry.extra is None else data.setdefault(CUSTOM, {}))[entry.field] = value
    return data


def shown_values(cls: type[TelephonyObject], item: TelephonyObject | None) -> dict[str, Any]:
    """What a form shows of an object, or of one that is to be made: every field, defaults included."""
    if item is not None:
        return item.model_dump(mode="json")
    defaults = {name: info.get_default(call_default_factory=True) for name, info in cls.model_fields.items()}
    given = {name: value for name, value in defaults.items() if not _missing(value)}
    return cls.model_construct(**given).model_dump(mode="json", exclude_unset=True, warnings=False)


def _value(entry: Entry, data: Mapping[str, Any]) -> Any:
    if entry.extra is None:
        return data.get(entry.name)
    stored = data.get(CUSTOM) or {}
    # A form that nobody has filled in yet shows what new objects have.
    return stored.get(entry.field, entry.extra.model_fields[entry.field].default)


def _missing(value: Any) -> bool:
    return repr(value) == "PydanticUndefined"


def _is_set(cls: type[TelephonyObject], name: str, data: Mapping[str, Any]) -> bool:
    value = data.get(name)
    default = shown_values(cls, None).get(name)
    return value not in (None, [], "") and value != default


def _asks(group: Group, more: str) -> bool:
    return any(entry.name == more for entry in group.entries)


_BY_FIELD: Mapping[str, Callable[[], str]] = {
    "number": lambda: gettext("Write two to six digits, such as 107."),
    "first_slot": lambda: gettext("Write two to six digits, such as 107."),
    "email": lambda: gettext("Write an e-mail address, such as anna@example.com."),
    "pin": lambda: gettext("Write four to twelve digits."),
    "host_pin": lambda: gettext("Write four to twelve digits."),
    "opens": lambda: gettext("Write a time such as 09:00."),
    "closes": lambda: gettext("Write a time such as 18:00."),
    "digits": lambda: gettext("Write one to four digits, * or #."),
    "prefix": lambda: gettext("Write the beginning of a number with plus, such as +7900."),
}
_FORM_FAULTS = ("string-pattern-mismatch", "string-type")


def _words(fault: FieldFault) -> str:
    known = _BY_FIELD.get(fault.field.rpartition(".")[2])
    if known is not None and fault.code in _FORM_FAULTS:
        return known()
    words = say(fault.message)
    return words[:1].upper() + words[1:]
