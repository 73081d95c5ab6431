"""Forms of what a draft wants of objects: those of the objects themselves, on the company as the draft makes it."""

from typing import Any, Final

from control_plane.features.companies.layout import GROUPS as OF_THE_COMPANY
from control_plane.features.employees.layout import GROUPS as OF_EMPLOYEES
from control_plane.features.numbers.layout import NUMBER
from control_plane.features.objects.forms.choices import Choices, label
from control_plane.features.objects.forms.form import ObjectForm, form_of, read_form, shown_values
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.layout import Group
from control_plane.web.words import gettext
from tenants.model import Company, Kind, TelephonyObject
from tenants.model.objects import CLASSES

_LAYOUTS: Final[dict[Kind, tuple[Group, ...]]] = {
    Kind.PROFILE: OF_THE_COMPANY,
    Kind.EMPLOYEE: OF_EMPLOYEES,
    NUMBER.kind: NUMBER.groups,
    **{kind.kind: kind.groups for kind in KINDS},
}
_FIRST: Final[dict[Kind, tuple[Group, ...]]] = {kind.kind: kind.first for kind in (*KINDS, NUMBER)}
_ADDED: Final = [kind for kind in (*KINDS, NUMBER) if kind.creates]


def has_form(kind: Kind) -> bool:
    """Phones and lines are for programs: their forms show passwords."""
    return kind in _LAYOUTS


def object_form(company: Company, kind: Kind, item: TelephonyObject | None, sent: Any = None) -> ObjectForm:
    """With what is `sent`, or the fields of `item`; None: a new one."""
    cls = CLASSES[kind]
    data = read(company, kind, item, sent) if sent is not None else shown_values(cls, item)
    return form_of(cls, _groups(kind, item), _choices(company, item), data)


def read(company: Company, kind: Kind, item: TelephonyObject | None, sent: Any) -> dict[str, Any]:
    """What a sent form wishes, as the API takes it."""
    data = read_form(CLASSES[kind], _groups(kind, item), _choices(company, item), sent)
    return data if item is not None else {name: value for name, value in data.items() if value is not None}


def openings(company: Company) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be changed or added in a draft: by kind, `kind:id` and its name, or `kind:` for a new one."""
    new = [("employee:", gettext("New employee")), *((f"{kind.kind.value}:", str(kind.words.add)) for kind in _ADDED)]
    choices = Choices(company)
    groups = [(gettext("Add"), new)]
    many = {Kind.PROFILE: gettext("Settings"), Kind.EMPLOYEE: gettext("Employees")}
    many |= {kind.kind: str(kind.words.many) for kind in (*KINDS, NUMBER)}
    for kind, words in many.items():
        options = [(f"{kind.value}:{identifier}", name) for identifier, name in choices.objects(kind)]
        if options:
            groups.append((words, options))
    return groups


def name_in(company: Company, kind: Kind, identifier: str) -> str:
    item = company.objects.get((kind, identifier))
    return label(item) if item is not None else gettext("something that is gone")


def _groups(kind: Kind, item: TelephonyObject | None) -> tuple[Group, ...]:
    return (*(_FIRST.get(kind, ()) if item is None else ()), *_LAYOUTS[kind])


def _choices(company: Company, item: TelephonyObject | None) -> Choices:
    return Choices(company, item.id if item is not None else None)
