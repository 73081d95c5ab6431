"""All rules, by the class of object that they look at, and the function that applies them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from tenants.lint import (
    calling_rules,
    dangling,
    flow_rules,
    hours_rules,
    line_rules,
    loops,
    mailbox_rules,
    menu_rules,
    number_rules,
    numbering,
    people_rules,
    prompt_rules,
    room_rules,
)
from tenants.lint.finding import Check, Finding, Severity
from tenants.lint.look import Look
from tenants.lint.ways import LEADING_ON
from tenants.model import (
    CallerRule,
    Company,
    Employee,
    Flow,
    Mailbox,
    Menu,
    Number,
    Paging,
    Permission,
    Profile,
    Room,
    Route,
    Schedule,
    ShortCode,
    Team,
    TelephonyObject,
    WaitingLine,
)
from tenants.model.company import Key
from tenants.model.files import prompt_fields

Rule = Callable[[Look, Any], Iterator[Finding]]

RULES: Final[Mapping[type, Rule]] = MappingProxyType(
    {
        CallerRule: number_rules.caller_rule,
        Employee: people_rules.employee,
        Flow: flow_rules.flow,
        Mailbox: mailbox_rules.mailbox,
        Menu: menu_rules.menu,
        Number: number_rules.number,
        Paging: room_rules.paging,
        Permission: calling_rules.permission,
        Profile: hours_rules.profile,
        Room: room_rules.room,
        Route: calling_rules.route,
        Schedule: hours_rules.schedule,
        ShortCode: numbering.short_code,
        Team: people_rules.team,
        WaitingLine: line_rules.waiting_line,
    }
)
_FILES: Final = (
    calling_rules,
    dangling,
    flow_rules,
    hours_rules,
    line_rules,
    loops,
    mailbox_rules,
    menu_rules,
    number_rules,
    numbering,
    people_rules,
    prompt_rules,
    room_rules,
)
CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {check.code: check for file in _FILES for check in vars(file).values() if isinstance(check, Check)}
)
"""Everything that lint looks for, by code: for translations and documentation."""


def lint(company: Company, touched: Collection[Key] | None = None) -> tuple[Finding, ...]:
    """All findings, errors first. `touched`: only those that a change of these objects may have caused.

    An object in `touched` may be gone: then whoever still points at it is told.
    """
    look = Look(company)
    scope = company.objects.keys() if touched is None else look.around(touched)
    found: list[Finding] = []
    for key in scope:
        if (item := company.objects.get(key)) is not None:
            for rule in _rules_for(type(item)):
                found.extend(rule(look, item))
    return tuple(sorted(found, key=_order))


@cache
def _rules_for(cls: type[TelephonyObject]) -> tuple[Rule, ...]:
    """Its own, and those of all objects that concern it: phones, the most numerous, lead nowhere and have no number."""
    rules: list[Rule] = [dangling.rule]
    if "number" in cls.model_fields:
        rules.append(numbering.rule)
    if cls in LEADING_ON:
        rules.append(loops.rule)
    if prompt_fields(cls):
        rules.append(prompt_rules.rule)
    return (*rules, RULES[cls]) if cls in RULES else tuple(rules)


def _order(finding: Finding) -> tuple[bool, str, str, str, str]:
    return finding.severity is not Severity.ERROR, finding.kind, finding.id, finding.code, finding.place
