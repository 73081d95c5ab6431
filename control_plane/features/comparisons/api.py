"""Comparing versions over the API."""

from dataclasses import asdict
from typing import Annotated, Any

from apiflask import APIBlueprint
from pydantic import ConfigDict, Field

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.core.wishes import Wish
from control_plane.features.access.identify import context
from control_plane.features.comparisons.schemas import ComparisonOut
from control_plane.features.comparisons.service import compare_versions
from control_plane.features.simulations.schemas import Language
from control_plane.features.simulations.tell import speaking
from control_plane.features.versions.queries import LARGEST_NUMBER

api = APIBlueprint("comparisons_api", __name__, url_prefix="/api/v1/companies/<company>/versions", tag="Comparisons")


class CompareQuery(Wish):
    model_config = ConfigDict(populate_by_name=True)

    first: Annotated[
        int, Field(alias="from", ge=0, le=LARGEST_NUMBER, description="0: before there was anything", examples=[11])
    ]
    second: Annotated[int, Field(alias="to", ge=1, le=LARGEST_NUMBER, examples=[12])]
    language: Language = None


@api.get("/compare")
@api.input(CompareQuery, location="query")
@api.output(ComparisonOut)
@api.doc(operation_id="compareVersions", summary="What differs between two versions, in words")
@allow(Permission.READ_COMPANY)
def compare(company: str, query_data: CompareQuery) -> Any:
    compared = compare_versions(context(), company, query_data.first, query_data.second)
    with speaking(query_data.language):
        objects = [asdict(each) for each in compared.told()]
    return {"from": query_data.first, "to": query_data.second, "objects": objects}
