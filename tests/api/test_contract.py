"""The OpenAPI contract says how to sign in, and shows of every question an answer the service could give."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from pydantic import TypeAdapter

from api.app import create_app
from api.contract import SHOWN
from api.settings import Settings
from tests.api.conftest import NoGraph
from tests.api.small_district import TODAY

JSON = "application/json"


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    return create_app(settings, NoGraph(), today=lambda: TODAY)


def answers(app: FastAPI) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every operation that answers in JSON, with what the contract tells of that answer."""
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            content = operation["responses"].get("200", {}).get("content", {})
            if JSON in content:
                yield f"{method} {path}", content[JSON]


def models(app: FastAPI) -> dict[str, Any]:
    return {
        f"{method.lower()} {route.path}": route.response_model
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
        if getattr(route, "response_model", None) is not None
    }


def own_example(app: FastAPI, answer: dict[str, Any]) -> Any:
    name = answer["schema"].get("$ref", "").rpartition("/")[2]
    return app.openapi()["components"]["schemas"].get(name, {}).get("example")


def test_every_answer_has_an_example(app: FastAPI) -> None:
    without = [name for name, told in answers(app) if "example" not in told and own_example(app, told) is None]
    assert without == []


def test_every_example_is_such_an_answer(app: FastAPI) -> None:
    declared = models(app)
    for name, told in answers(app):
        example = told.get("example") or own_example(app, told)
        kept = TypeAdapter(declared[name]).validate_python(example)
        assert kept is not None, name


def test_no_example_is_of_a_question_that_is_gone(app: FastAPI) -> None:
    assert SHOWN.keys() <= {name for name, _ in answers(app)}


def test_the_contract_says_how_to_sign_in_and_what_needs_it(app: FastAPI) -> None:
    contract = app.openapi()
    schemes = contract["components"]["securitySchemes"]
    assert (schemes["token"]["type"], schemes["token"]["scheme"]) == ("http", "bearer")
    assert (schemes["session"]["in"], schemes["session"]["name"]) == ("cookie", app.state.parts.doorkeeper.cookie_name)
    assert contract["security"] == [{"token": []}, {"session": []}]
    free = {path for path, ways in contract["paths"].items() for way in ways.values() if way.get("security") == []}
    assert free == {"/healthz", "/readyz", "/sign-in"}
