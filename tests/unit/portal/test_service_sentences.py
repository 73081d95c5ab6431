"""Whatever a service says to people has a template, so that the portal can say it in Russian, too."""

import ast
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from control_plane.features.objects.summaries import WORDS, Done, summary
from control_plane.web.findings import FINDINGS
from control_plane.web.sentences import SENTENCES, matching_template
from tenants.lint import CHECKS
from tenants.model.names import name_of
from tenants.model.objects import CLASSES, Kind
from tests.unit.portal.catalogue import CONTROL_PLANE

_SPOKEN_BY_PAGES = ("phones", "companies")
_NEVER = {(Kind.PROFILE, "added"), (Kind.PROFILE, "removed")}
# Only programs, or pages that do not exist yet, hear these.
_NOT_ON_A_PAGE = frozenset({"Everything is already as you wish.", "The phone is called so already."})


def _sentences(module: str) -> Iterator[str]:
    """Summaries given to `record_change`, as they look with every part filled in."""
    tree = ast.parse((CONTROL_PLANE / f"features/{module}/service.py").read_text())
    summaries = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "record_change":
            summary = call.args[2]
            yield _filled(summaries[summary.id] if isinstance(summary, ast.Name) else summary)


def _filled(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else _example(part) for part in node.values)


def _example(part: ast.expr) -> str:
    """A part as the service would fill it in: digits where the code speaks of a number."""
    code = ast.unparse(part)
    return "101" if any(word in code for word in ("number", "e164", "short")) else "Zoë 7"


@pytest.mark.parametrize("module", _SPOKEN_BY_PAGES)
def test_every_change_can_be_told_in_both_languages(module: str) -> None:
    told = list(_sentences(module))
    assert told
    for sentence in told:
        assert sentence in _NOT_ON_A_PAGE or matching_template(sentence), sentence


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("done", get_args(Done))
def test_every_change_of_an_object_can_be_told_in_both_languages(kind: Kind, done: Done) -> None:
    values: dict[str, Any] = {"id": "x", "name": "Zoë 7", "number": "101", "label": "Zoë 7", "login": "zoe-7"}
    item = CLASSES[kind].model_construct(**values)
    if kind in WORDS:
        assert matching_template(summary(item, done)) == (f"{WORDS[kind]} “%(name)s” {done}", {"name": name_of(item)})
    elif kind is not Kind.PHONE and (kind, done) not in _NEVER:
        assert matching_template(summary(item, done)), summary(item, done)


def test_the_parts_of_a_sentence_are_found_again() -> None:
    found = matching_template("101 belongs to Anna (night shift); choose another number.")
    assert found == (
        "%(number)s belongs to %(name)s; choose another number.",
        {"number": "101", "name": "Anna (night shift)"},
    )


def test_an_unknown_sentence_stays_as_it_is() -> None:
    assert matching_template("Something new happened.") is None


def test_templates_are_told_apart() -> None:
    for template in SENTENCES:
        filled = template.replace("%(number)s", "7").replace("%(count)s", "7").replace("%(", "<").replace(")s", ">")
        found = matching_template(filled)
        assert found is not None
        assert found[0] == template


def test_everything_that_lint_finds_can_be_told_in_both_languages() -> None:
    assert set(FINDINGS) == {check.template for check in CHECKS.values()}
    text = "The choice 12 of Main hides the short number 12 from direct dialling."
    assert matching_template(text) == (CHECKS["choice-hides-number"].template, {"digits": "12", "name": "Main"})
