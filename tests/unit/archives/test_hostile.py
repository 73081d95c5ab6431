"""Whatever comes as an archive is refused with the place of the fault, or read as what it says."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_plane.features.archives.bringing import Brought, read_archive
from tests.kit.archives import HOSTILE, Parts, zipped
from tests.unit.archives.conftest import as_file, packed_office

GOOD = packed_office()


def look(archive: bytes) -> Brought:
    brought = Brought()
    read_archive(*as_file(archive), brought)
    return brought


def test_a_good_archive_has_no_findings(good: Parts) -> None:
    assert look(GOOD).findings == []
    assert look(zipped(good)).findings == []
    assert packed_office() == GOOD, "the same company gives the same bytes"


@pytest.mark.parametrize("which", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_hostile_archive_is_refused_with_the_place_of_its_fault(good: Parts, which: str) -> None:
    make, code = HOSTILE[which]
    found = look(make(good))
    assert found.refused
    assert code in {each.code for each in found.findings}, found.findings
    for each in found.findings:
        assert each.where
        assert each.text.endswith("."), each


def test_a_list_of_parts_that_fills_the_memory_is_not_even_read() -> None:
    end = GOOD[-22:]
    claims = end[:12] + struct.pack("<L", 3_000_000_000) + end[16:]
    assert {each.code for each in look(GOOD[:-22] + claims).findings} == {"too-large"}


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, len(GOOD) - 1), to=st.integers(0, 255))
def test_no_byte_can_be_changed_without_being_refused(at: int, to: int) -> None:
    """But for what a ZIP says twice, such as the times in its local headers, which nobody reads."""
    bent = GOOD[:at] + bytes([to]) + GOOD[at + 1 :]
    found = look(bent)
    assert found.refused or _contents(bent) == _contents(GOOD)


@settings(max_examples=150, deadline=None)
@given(cut=st.integers(0, len(GOOD)), more=st.binary(max_size=60))
def test_what_is_cut_off_or_added_is_refused_or_harmless(cut: int, more: bytes) -> None:
    bent = GOOD[:cut] + more
    found = look(bent)
    assert found.refused or _contents(bent) == _contents(GOOD)


def _contents(archive: bytes) -> object:
    brought = Brought()
    read = read_archive(*as_file(archive), brought)
    return read[2] if read is not None else None
