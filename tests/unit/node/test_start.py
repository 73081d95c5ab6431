"""Call logic is ready soon: what no first call needs comes later, and comes."""

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.many_companies import companies
from node_agent.calls.late import get_ready
from tenants.calls import calendar
from tenants.model import Flow
from wire.facts import Fact

LATER = ("httpx", "rich", "holidays", "phonenumbers.data.region_RU")


def test_call_logic_starts_without_what_no_first_call_needs() -> None:
    program = f"import sys, node_agent.calls.process; print([name for name in {LATER} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert run.stdout.strip() == b"[]"


@pytest.fixture
def collecting() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("collecting")
def test_everything_is_made_ready_once_calls_are_served() -> None:
    asyncio.run(get_ready(tuple(companies(3))))
    assert "httpx" in sys.modules
    assert Fact.__pydantic_complete__
    assert Flow.__pydantic_complete__
    assert calendar._calendar.cache_info().currsize >= 3
    assert gc.isenabled()
