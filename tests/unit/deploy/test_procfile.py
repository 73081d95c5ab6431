import pytest

from deploy import procfile
from deploy.instance import create
from deploy.paths import REPOSITORY
from deploy.procfile import BadProcfile


def test_the_projects_procfile_gives_each_process_the_settings_of_its_part() -> None:
    parts = {process.name: process.part for process in procfile.read(REPOSITORY)}
    assert parts["web"] == parts["publisher"] == "control_plane"
    assert parts["jobs"] == parts["calls"] == parts["facts"] == parts["asterisk"] == "node"
    assert parts["peer"] == "all"


def test_comments_and_blank_lines_are_skipped() -> None:
    found = procfile.parse("# bells\n\nbig: ring --loud $PORT\nsmall:  ting\n")
    assert [(process.name, process.command) for process in found] == [("big", "ring --loud $PORT"), ("small", "ting")]


@pytest.mark.parametrize("text", ["no colon", "empty:", "a: x\na: y", "sp ace: x"])
def test_a_line_that_is_no_process_is_named(text: str) -> None:
    with pytest.raises(BadProcfile, match="line"):
        procfile.parse(text)


def test_a_kept_process_expands_its_settings_in_the_shell_and_not_before(tmp_path: object) -> None:
    made = create(tmp_path)  # type: ignore[arg-type]
    line = procfile.Process("web", "serve --bind $CARILLON_PORTAL_HOST").kept(made)
    assert line.startswith("exec ")
    assert line.endswith("-- serve --bind $CARILLON_PORTAL_HOST")
