"""Every example of the contract is an answer the service could give."""

from typing import Any

import pytest
from pydantic import BaseModel

from api import schemas
from api.schemas.weeks import Decline

WITH_EXAMPLE = (
    schemas.WhoAnswer,
    schemas.WhereAnswer,
    schemas.WhyNotAnswer,
    schemas.Overview,
    schemas.WeekAnswer,
    schemas.DeskAnswer,
    schemas.EvaluationAnswer,
    schemas.ImportAnswer,
    schemas.PeopleOnADay,
    schemas.Problem,
    Decline,
)


def example_of(schema: type[BaseModel]) -> dict[str, Any]:
    example: dict[str, Any] = schema.model_json_schema()["example"]
    return example


@pytest.mark.parametrize("schema", WITH_EXAMPLE)
def test_an_example_is_such_an_answer(schema: type[BaseModel]) -> None:
    example = example_of(schema)
    told = schema.model_validate(example).model_dump(mode="json", exclude_unset=True)
    assert told.keys() == example.keys()


@pytest.mark.parametrize("schema", WITH_EXAMPLE)
def test_an_example_leaves_out_nothing_that_is_always_told(schema: type[BaseModel]) -> None:
    always = {name for name, field in schema.model_fields.items() if field.is_required()}
    assert always <= example_of(schema).keys()


def test_cells_of_the_overview_stand_under_their_categories() -> None:
    overview = schemas.Overview.model_validate(example_of(schemas.Overview))
    assert {len(row.cells) for row in overview.rows} == {len(overview.categories)}
    assert overview.holes == sum(cell.hole for row in overview.rows for cell in row.cells)
