"""Menus."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import Menu

NO_CHOICE = error(
    "menu-without-choices", "%(name)s leads nowhere. Give it choices, direct dialling or a destination for silence."
)
NO_WAY_OUT = warning(
    "menu-without-way-out", "Callers who press nothing in %(name)s are sent away. Give it a destination for silence."
)
CHOICE_TWICE = error("choice-twice", "%(name)s has two choices %(digits)s. Only one of them can be reached.")
HIDES_NUMBER = warning(
    "choice-hides-number", "The choice %(digits)s of %(name)s hides the short number %(digits)s from direct dialling."
)
SILENT = warning(
    "menu-without-greeting", "%(name)s has no greeting: callers hear silence and do not know what to press."
)


def menu(look: Look, item: Menu) -> Iterator[Finding]:
    if not item.choices and not item.dial_employees and item.on_silence is None:
        yield NO_CHOICE.found(item)
    elif item.on_silence is None:
        yield NO_WAY_OUT.found(item, "on_silence")
    if item.greeting is None:
        yield SILENT.found(item, "greeting")
    seen: set[str] = set()
    for index, choice in enumerate(item.choices):
        if choice.digits in seen:
            yield CHOICE_TWICE.found(item, f"choices.{index}", digits=choice.digits)
        seen.add(choice.digits)
        if item.dial_employees and choice.digits in look.company.short_numbers:
            yield HIDES_NUMBER.found(item, f"choices.{index}", digits=choice.digits)
