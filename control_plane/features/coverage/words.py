"""Ways through a company, as people say them."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from control_plane.web.words import gettext
from tenants.calls.decision import Rule
from tenants.calls.waiting_line import ASKED_FOR_CALLBACK
from tenants.lint.branches import Branch


def branch_words(branch: Branch) -> str:
    """Such as `pressed 2`, `step greet`, `closed`."""
    return _WORDS[branch.rule](branch.branch)


def _menu(branch: str) -> str:
    match branch:
        case "dialled":
            return gettext("a short number is dialled")
        case "wrong":
            return gettext("wrong digits, or too many tries")
        case "silence":
            return gettext("nothing is pressed")
        case _:
            return gettext("the caller presses %(digit)s", digit=branch)


def _flow(branch: str) -> str:
    step, _, way = branch.partition(" ")
    said = gettext("step %(step)s", step=step)
    return f"{said}: {_way(way)}" if way else said


def _way(way: str) -> str:
    match way:
        case "otherwise":
            return gettext("no case holds")
        case "digits":
            return gettext("digits are pressed")
        case "silence":
            return gettext("nothing is pressed")
        case "reached":
            return gettext("somebody takes the call")
        case "not-reached":
            return gettext("nobody takes the call")
        case "answered":
            return gettext("the web service answers")
        case "failed":
            return gettext("the web service does not answer")
        case _:
            return gettext("case %(number)s", number=way.removeprefix("case-"))


def _hours(branch: str) -> str:
    return gettext("closed") if branch == "closed" else gettext("open")


def _number(branch: str) -> str:
    return gettext("a call comes in while closed") if branch == "closed" else gettext("a call comes in")


def _forward(branch: str) -> str:
    match branch:
        case "always":
            return gettext("every call is forwarded")
        case "busy":
            return gettext("a call is forwarded when busy")
        case "no-answer":
            return gettext("a call is forwarded after no answer")
        case _:
            return gettext("a call is forwarded without a connected phone")


def _waited(branch: str) -> str:
    if branch == "answered":
        return gettext("somebody takes the call")
    if branch == ASKED_FOR_CALLBACK:
        return gettext("a callback is asked for")
    return gettext("the caller presses %(digit)s", digit=branch[-1:])


_WORDS: Final = MappingProxyType[Rule, Callable[[str], str]](
    {
        Rule.NUMBER_DESTINATION: _number,
        Rule.OPENING_HOURS: _hours,
        Rule.CALLER_RULE: lambda _: gettext("the rule is used"),
        Rule.MENU_CHOICE: _menu,
        Rule.FLOW_STEP: _flow,
        Rule.OVERFLOW: lambda _: gettext("nobody takes the call, it goes on"),
        Rule.WAITED: _waited,
        Rule.FORWARD: _forward,
        Rule.ROUTE: lambda _: gettext("a call goes outside by it"),
    }
)
