"""References to what does not exist."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, error
from tenants.lint.look import Look
from tenants.model import TelephonyObject
from tenants.model.references import references

DANGLING = error(
    "dangling", "%(name)s points to something that does not exist: %(what)s %(target)s. Choose another one."
)


def rule(look: Look, item: TelephonyObject) -> Iterator[Finding]:
    for reference in references(item):
        if reference.key not in look.company.objects:
            what = reference.kind.replace("-", " ")
            yield DANGLING.found(item, reference.field, what=what, target=reference.id)
