"""Which ways no call took, over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.coverage.queries import Taken, coverage
from control_plane.features.coverage.schemas import CoverageOut, CoverageQuery
from control_plane.features.coverage.words import branch_words

api = APIBlueprint("coverage_api", __name__, url_prefix="/api/v1/companies/<company>/coverage", tag="Coverage")


@api.get("")
@api.input(CoverageQuery, location="query")
@api.output(CoverageOut)
@api.doc(operation_id="getCoverage", summary="Ways through the company that no call took")
@allow(Permission.READ_COMPANY)
def get_coverage(company: str, query_data: CoverageQuery) -> Any:
    found = coverage(context(), company, days=query_data.days)
    ways = sorted(found.ways, key=lambda way: (way.times > 0, bool(way.scenarios)))
    return {
        "since": found.since,
        "version": found.version,
        "never": len(found.never),
        "untried": len(found.untried),
        "ways": [_way_out(way) for way in ways],
    }


def _way_out(way: Taken) -> dict[str, Any]:
    branch = way.branch
    return {
        "kind": branch.kind.value,
        "id": branch.object_id,
        "name": branch.name,
        "rule": branch.rule.value,
        "branch": branch.branch,
        "words": branch_words(branch),
        "times": way.times,
        "last": way.last,
        "scenarios": way.scenarios,
    }
