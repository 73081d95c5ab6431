"""“What would happen?”: a what-if question in the portal. Nothing is stored, so a question is an address to share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, request

from control_plane.core.context import Context
from control_plane.core.policy import allow
from control_plane.core.problems import Invalid
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.drafts.queries import draft_company, get_draft
from control_plane.features.objects.looking import company_of
from control_plane.features.simulations.service import Told, simulate, simulate_on
from control_plane.features.simulations.tell import failure_out
from control_plane.features.simulations.words import happening_words, result_words
from control_plane.web.form import Form, typed
from control_plane.web.formats import phone_number
from control_plane.web.sentences import say
from control_plane.web.words import gettext
from tenants.model import Company, WaitingLine
from tenants.model.names import name_of
from tenants.simulate import Question
from tenants.simulate.happening import What

pages = Blueprint("simulation_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/what-if")
ASKED: Final = ("from", "to", "at", "presses")
DOES: Final = "does-"
"""Before the number of somebody whose behaviour is chosen."""
PEOPLE_MAX: Final = 50


@dataclass(frozen=True)
class StepView:
    at: datetime
    words: str


@dataclass(frozen=True)
class PersonView:
    """Somebody who took part, and whose behaviour can be chosen for the next question."""

    field: str
    name: str
    choices: list[tuple[str, str]]


@pages.get("")
@allow(Permission.READ_COMPANY)
def ask(company: str) -> str:
    ctx = context()
    form = typed(request.args, [*ASKED, *_chosen(request.args)])
    told: Told | None = None
    if form.value("from") and form.value("to"):
        try:
            told = _told(ctx, company, _question(form))
        except Invalid as problem:
            form = form.refused({fault.field: say(fault.message) for fault in problem.faults})
    firm = told.company if told is not None else company_of(ctx, company)
    draft = request.args.get("draft", "")
    return company_page(
        ctx,
        company,
        "simulations/ask.html",
        active="calls",
        form=_with_behaviours(form, told),
        draft=get_draft(ctx, company, draft) if draft else None,
        people=_people(firm, form, told),
        told=told,
        steps=[StepView(each.at, words) for each in told.story.timeline if (words := happening_words(each))]
        if told
        else [],
        result=result_words(told.story.outcome) if told else "",
        failure=failure_out(ctx, told.failure) if told else None,
        numbers=[(number, phone_number(number)) for number in sorted(firm.numbers_by_number)][:100],
    )


def _told(ctx: Context, company: str, question: Question) -> Told:
    """On the draft that the address names, or on the company as it is. Raises NotFound, Invalid."""
    if draft := request.args.get("draft"):
        return simulate_on(ctx, draft_company(ctx, company, draft), question)
    return simulate(ctx, company, question)


def _chosen(sent: Mapping[str, str]) -> list[str]:
    return [name for name in sent if name.startswith(DOES)][:PEOPLE_MAX]


def asked_of(sent: Mapping[str, str]) -> dict[str, Any]:
    """What a sent form asks, as the API takes it."""
    return _asked(typed(sent, [*ASKED, *_chosen(sent)]))


def _asked(form: Form) -> dict[str, Any]:
    return {
        "from": form.value("from"),
        "to": form.value("to"),
        "at": form.value("at") or "now",
        "presses": form.value("presses").replace(",", " ").split(),
        "answers": {n.removeprefix(DOES): does for n, does in form.values.items() if n.startswith(DOES) and does},
    }


def _question(form: Form) -> Question:
    asked = _asked(form)
    return Question(asked["from"], asked["to"], asked["at"], tuple(asked["presses"]), asked["answers"])


def _with_behaviours(form: Form, told: Told | None) -> Form:
    """The choices shown for those who took part are what they did."""
    values = dict(form.values)
    for number in _took_part(told):
        values.setdefault(DOES + number, "answers")
    return Form(values, form.errors, form.note)


def _people(company: Company, form: Form, told: Told | None) -> list[PersonView]:
    numbers = dict.fromkeys([*(n.removeprefix(DOES) for n in form.values if n.startswith(DOES)), *_took_part(told)])
    return [_person(company, number) for number in numbers][:PEOPLE_MAX]


def _person(company: Company, number: str) -> PersonView:
    item = company.short_numbers.get(number)
    name = name_of(item) if item is not None else phone_number(number)
    return PersonView(DOES + number, name, _of_lines() if isinstance(item, WaitingLine) else _of_people())


def _took_part(told: Told | None) -> list[str]:
    """The numbers of everybody whose phone rang, and of the waiting lines."""
    if told is None:
        return []
    found = list(told.story.rang)
    for each in told.story.timeline:
        if each.what is What.DECIDES and each.decision is not None and each.decision.object_kind == "waiting-line":
            line = told.company.get(WaitingLine, each.decision.object_id)
            found += [line.number] if line is not None and line.number else []
    return list(dict.fromkeys(found))


def _of_people() -> list[tuple[str, str]]:
    return [
        ("answers", gettext("answers at once")),
        ("5s", gettext("answers after 5 s")),
        ("15s", gettext("answers after 15 s")),
        ("no-answer", gettext("does not answer")),
        ("busy", gettext("is busy")),
        ("refuses", gettext("declines")),
        ("off", gettext("phone not connected")),
        ("voicemail", gettext("a voicemail answers")),
    ]


def _of_lines() -> list[tuple[str, str]]:
    return [
        ("answers", gettext("somebody answers at once")),
        ("30s", gettext("somebody answers after 30 s")),
        ("no-answer", gettext("nobody answers in time")),
        ("full", gettext("all places are taken")),
        ("off", gettext("nobody is there")),
        *((f"presses-{digit}", gettext("the caller presses %(digit)s", digit=digit)) for digit in "123"),
    ]
