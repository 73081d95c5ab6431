"""`./carillon customisation`: what is tested, packed and signed, and what is refused with what to do about it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from control_plane.core.clock import now
from deploy.commands import customisation as command
from deploy.commands.customisation import customisation
from deploy.customisation import prove as proving
from deploy.customisation.folder import BadFolder, files_of
from deploy.customisation.packing import BadKey, NotPacked, new_key, pack_folder, sign_archive, signer_of
from deploy.customisation.prove import NotProved, prove, proved
from deploy.new_customisation import create
from tests.kit.bundles import FILES, signer
from wire.bundles import open_bundle, unpack
from wire.envelope import key_id

OWN_TEST = '''"""What the desk promises."""

from tenants.model import Employee
from tests.kit.customised import customised, told


def test_the_deputy_is_rung() -> None:
    anna = Employee(id="e101", name="Anna", number="101", custom={"deputy": "e102"})
    assert told(customised("desk", anna), caller="103", dials="101").rang == ["102"]
'''


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder that is nowhere near the release."""
    for path, content in {**FILES, "desk/tests/__init__.py": b'"""Tests."""\n'}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "desk" / "tests" / "test_desk.py").write_text(OWN_TEST)
    return tmp_path / "desk"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the originals' suites is enough to see what is done with them."""
    monkeypatch.setattr(proving, "ORIGINALS", ("tests/unit/calls/test_hang_ups.py",))


def test_a_tested_folder_is_packed_with_the_result_and_signed(desk: Path, kept: Path, few: None) -> None:
    tested = prove(desk, kept)
    assert tested.own == 1
    assert tested.originals > 1
    manifest, archive = pack_folder(desk, kept, version="1.0", author="Dora")
    assert manifest.is_tested
    assert manifest.descendants == {"Person": "EmployeeDestination"}
    assert pack_folder(desk, kept, version="1.0", author="Dora")[1] == archive
    by = signer()
    bundle = open_bundle(sign_archive(archive, by), {key_id(by.public): by.public}, now())
    assert bundle.files == files_of(desk)
    (desk / "person.py").write_bytes(FILES["desk/person.py"] + b"# one more line\n")
    assert proved(desk, kept) is None
    assert not pack_folder(desk, kept, version="1.0", author="Dora")[0].is_tested


def test_a_folder_whose_own_test_fails_is_told_which(desk: Path, kept: Path) -> None:
    test = desk / "tests" / "test_desk.py"
    test.write_text(test.read_text().replace('["102"]', '["101"]'))
    with pytest.raises(NotProved, match="its own tests did not pass") as failed:
        prove(desk, kept)
    assert "test_the_deputy_is_rung" in failed.value.what
    assert proved(desk, kept) is None


def test_a_folder_without_tests_is_not_proved(desk: Path, kept: Path) -> None:
    (desk / "tests" / "test_desk.py").unlink()
    with pytest.raises(NotProved):
        prove(desk, kept)


def test_a_descendant_that_breaks_what_holds_for_every_company_is_found(desk: Path, kept: Path, few: None) -> None:
    broken = FILES["desk/person.py"].replace(b"        deputy =", b"        raise KeyError\n        deputy =")
    (desk / "person.py").write_bytes(broken)
    (desk / "tests" / "test_desk.py").write_text("def test_nothing() -> None:\n    pass\n")
    with pytest.raises(NotProved, match="the originals' tests did not pass"):
        prove(desk, kept)


def test_a_new_folder_can_be_packed_at_once(tmp_path: Path, kept: Path) -> None:
    folder = create("bakery", tmp_path)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"\0")
    manifest, archive = pack_folder(folder, kept, version="0.1", author="Dora")
    assert unpack(archive)[0] == manifest
    assert not any("__pycache__" in path for path in manifest.files)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("logo.png", b"\x89PNG", "does not belong into a bundle"),
        ("person.so", b"\x7fELF", "does not belong into a bundle"),
        ("data.txt", b"\xff\xfe", "no UTF-8 text"),
        (".env", b"TOKEN=1", "is no name for a file here"),
        ("PERSON.py", b"", "differ in capitals alone"),
        ("big.csv", b"1" * (1024 * 1024), "has room for 1,048,576"),
        ("other.py", b"from tenants.custom.desk.person import Person\n", "must not import tenants.custom.desk.person"),
        ("other.py", b"import tenants.custom.clinic\n", "must not import tenants.custom.clinic"),
        ("other.py", b"def\n", "line 1: invalid syntax"),
    ],
)
def test_what_does_not_belong_into_a_bundle_is_named(
    desk: Path, kept: Path, name: str, content: bytes, told: str
) -> None:
    (desk / name).write_bytes(content)
    with pytest.raises(BadFolder, match=told):
        pack_folder(desk, kept, version="1.0", author="Dora")


def test_links_are_not_followed(desk: Path, kept: Path) -> None:
    (desk / "passwords.txt").symlink_to("/etc/passwd")
    with pytest.raises(BadFolder, match=r"passwords\.txt is a link"):
        pack_folder(desk, kept, version="1.0", author="Dora")


def test_a_folder_that_cannot_be_loaded_says_why(desk: Path, kept: Path) -> None:
    (desk / "__init__.py").write_text("x = 1")
    with pytest.raises(BadFolder, match="must offer CUSTOMISATION"):
        pack_folder(desk, kept, version="1.0", author="Dora")
    with pytest.raises(BadFolder, match="is no folder"):
        files_of(desk / "nothing")


def test_a_version_that_cannot_be_written_is_refused(desk: Path, kept: Path) -> None:
    with pytest.raises(BadFolder, match="version cannot be written so"):
        pack_folder(desk, kept, version="../../1", author="Dora")


def test_a_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    public = new_key(tmp_path / "dora.key")
    assert (tmp_path / "dora.key").stat().st_mode & 0o777 == 0o600
    assert len(public) == 44
    with pytest.raises(BadKey, match="exists already"):
        new_key(tmp_path / "dora.key")
    with pytest.raises(BadKey, match="no developer's key"):
        signer_of("hello")
    with pytest.raises(NotPacked, match="This is no archive"):
        sign_archive(b"hello", signer())


def test_the_commands_pack_and_sign_from_the_shell(
    desk: Path, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "KEPT", kept)
    shell = CliRunner()

    def said(*words: object) -> str:
        result = shell.invoke(customisation, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    said("key", tmp_path / "dora.key")
    said("pack", desk, "--version", "1.0", "--author", "Dora", "--to", tmp_path)
    said("sign", tmp_path / "desk-1.0.archive", "--key", tmp_path / "dora.key")
    by = signer_of((tmp_path / "dora.key").read_text())
    bundle = open_bundle((tmp_path / "desk-1.0.bundle").read_bytes(), {key_id(by.public): by.public}, now())
    assert bundle.manifest.name == "desk"
