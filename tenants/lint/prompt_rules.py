"""Texts that are to be spoken."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, warning
from tenants.lint.look import Look
from tenants.model import TelephonyObject
from tenants.model.files import prompts_of

UNSPOKEN = warning(
    "text-not-spoken", "The voice has not spoken a text of %(name)s: callers do not hear it. Save it once more."
)


def rule(_look: Look, item: TelephonyObject) -> Iterator[Finding]:
    if any(prompt.text is not None and prompt.spoken is None for prompt in prompts_of(item)):
        yield UNSPOKEN.found(item)
