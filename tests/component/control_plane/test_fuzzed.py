"""Whatever the description allows or forbids is sent to the API, and every answer is one that the description knows.

The questions are made from the description by schemathesis and are the same each time; the time is bounded.
"""

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, cast

import pytest
import schemathesis
from apiflask import APIFlask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup

from tests.component.control_plane.objects import settle_office
from tests.kit.customers import Customers
from tests.kit.engines import Engines

SECONDS: Final = 45.0
EACH: Final = 4
"""Questions per operation and way, good and bad ones."""
# They never end, or end the company that all others ask about.
NOT_HERE: Final = frozenset({"streamEvents", "deleteCompany"})
NOT_CHECKED: Final = frozenset(
    {
        # A body that fits its shape may still name what does not exist; that answer is described.
        "positive_data_acceptance",
        # Ids are from elsewhere, so nothing that was made here is looked for.
        "use_after_free",
        "ensure_resource_availability",
    }
)
load_all_checks()
LEFT_OUT: Final = [CHECKS.get_one(name) for name in sorted(NOT_CHECKED)]


@dataclass
class Fuzzing:
    """How many questions each operation was asked, and what was wrong with the answers."""

    known: dict[str, str]
    headers: dict[str, str]
    end: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def ask(self, operation: Any, mode: schemathesis.GenerationMode) -> None:
        name = operation.definition.raw["operationId"]

        @seed(1)
        @settings(
            max_examples=EACH,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def one(case: Any) -> None:
            if time.monotonic() > self.end:
                return
            case.path_parameters = {k: self.known.get(k, v) for k, v in (case.path_parameters or {}).items()}
            if mode is schemathesis.GenerationMode.POSITIVE:
                # Items without all their fields are what was asked for.
                (case.query or {}).pop("fields", None)
            # A stale change is refused before anybody looks at it, and schemathesis takes 412 for no refusal.
            (case.headers or {}).pop("If-Match", None)
            if mode is schemathesis.GenerationMode.NEGATIVE and not _is_wrong(case):
                return
            self.asked[name] += 1
            try:
                case.call_and_validate(headers=self.headers, excluded_checks=LEFT_OUT)
            except FailureGroup as problem:
                words = [str(each) for each in problem.exceptions]
                self.wrong.append(f"{name} {dict(case.query or {})!r}: {words}")

        with suppress(Unsatisfiable):
            one()


def _is_wrong(case: Any) -> bool:
    """Whether what is wrong is sent: an empty list in an address is nothing, and the token is ours."""
    wrong = {kind.value for kind, part in case.meta.components.items() if part.mode.value == "negative"}
    return bool(wrong - {"header"}) and not any(value == [] for value in (case.query or {}).values())


@pytest.mark.timeout(240)
def test_no_question_gets_an_answer_that_the_description_does_not_know(
    app: APIFlask, customers: Customers, engines: Engines
) -> None:
    office = settle_office(customers.owner, engines)
    known = {"company": "bluebell", "employee": office.anna, "line": office.line, "number": office.number}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    fuzzing = Fuzzing(known, {"Authorization": f"Bearer {customers.operator.token}"})
    operations: list[Any] = [cast(Any, result).ok() for result in schema.get_all_operations()]
    # What was removed answers nothing but 404, so removals come last.
    for operation in sorted(operations, key=lambda each: each.method == "DELETE"):
        if operation.definition.raw["operationId"] not in NOT_HERE and time.monotonic() < fuzzing.end:
            for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
                fuzzing.ask(operation, mode)
    assert not fuzzing.wrong, f"{len(fuzzing.wrong)} findings:\n\n" + "\n\n".join(fuzzing.wrong[:20])
    assert len(fuzzing.asked) > 10, "too slow a machine: most operations were not asked"
