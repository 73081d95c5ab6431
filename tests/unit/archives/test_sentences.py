"""What is found in archives can be read in both languages."""

import ast
from pathlib import Path

from control_plane.features import archives
from control_plane.web.archive_sentences import ARCHIVE_SENTENCES
from control_plane.web.sentences import matching_template

FOLDER = Path(archives.__file__).parent


def said(module: str) -> list[str]:
    """Sentences that are assigned to `words` there, with every part filled in."""
    tree = ast.walk(ast.parse((FOLDER / f"{module}.py").read_text()))
    given = [node for node in tree if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)]
    return [filled(node.value) for node in given if ast.unparse(node.targets[0]) == "words"]


def filled(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else example(p) for p in node.values)
    assert isinstance(node, ast.Constant)
    return str(node.value)


def example(part: ast.AST) -> str:
    return "+74951230001" if "number" in ast.unparse(part) else "Zoë 7"


def test_every_obstacle_of_a_plan_can_be_told_in_both_languages() -> None:
    sentences = [*said("planning"), *said("bringing")]
    assert len(sentences) >= 7
    for sentence in sentences:
        assert matching_template(sentence), sentence
    assert len(ARCHIVE_SENTENCES) > 15
