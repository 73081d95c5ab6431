"""Comparisons as the API shows them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tenants.model import Kind


class FieldDifferenceOut(BaseModel):
    """One field in words; of secrets only that they differ."""

    model_config = ConfigDict(from_attributes=True)

    name: Annotated[str, Field(examples=["ring_seconds"])]
    label: Annotated[str, Field(examples=["Rings for"])]
    before: Annotated[str, Field(description="In words; empty for what was added", examples=["20"])]
    after: Annotated[str, Field(examples=["30"])]
    words: Annotated[str, Field(examples=["Rings for: 20 → 30"])]


class ObjectDifferenceOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    kind: Kind
    id: str
    name: Annotated[str, Field(examples=["101 Anna Ivanova"])]
    done: Literal["added", "changed", "removed"]
    words: Annotated[str, Field(examples=["Anna Ivanova (101) changed"])]
    fields: list[FieldDifferenceOut]


class ComparisonOut(BaseModel):
    """What was different in version `to`, seen from version `from`."""

    model_config = ConfigDict(populate_by_name=True)

    first: Annotated[int, Field(alias="from")]
    second: Annotated[int, Field(alias="to")]
    objects: list[ObjectDifferenceOut]
