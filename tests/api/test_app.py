"""What every answer carries, and how errors read."""

import httpx
import pytest

from api.cursors import cursor_at, next_cursor, offset_of
from api.errors import BadQuestion, describe
from graph_model import errors as graph_errors


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/nowhere", "/nowhere"])
def test_every_answer_carries_the_strict_policy(stranger: httpx.Client, path: str) -> None:
    headers = stranger.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_errors_of_the_api_are_problem_details_that_say_what_to_do(stranger: httpx.Client) -> None:
    answer = stranger.get("/api/v1/nowhere")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 401
    assert "gongjian sign-in" in answer.json()["detail"]


def test_errors_of_pages_are_pages(stranger: httpx.Client) -> None:
    answer = stranger.get("/nowhere", headers={"accept": "text/html"})
    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("text/html")
    assert "请先登录" in answer.text


def test_lost_graph_asks_to_come_back(stranger: httpx.Client) -> None:
    answered = describe(graph_errors.GraphUnavailable("embedded", "gone"), "/x")
    assert answered.problem.status == 503
    assert int(answered.headers["Retry-After"]) > 0
    assert stranger.get("/healthz").status_code == 200


def test_unknown_outcome_of_a_write_is_said_so() -> None:
    lost = graph_errors.GraphUnavailable("embedded", "gone", outcome_unknown=True)
    assert "可能已经保存" in describe(lost, "/x").problem.detail


def test_cause_of_an_inner_fault_stays_inside() -> None:
    problem = describe(graph_errors.QueryRefused("Neo.ClientError", "MATCH (secret)"), "/x").problem
    assert problem.status == 500
    assert "secret" not in problem.model_dump_json()


def test_cursor_leads_back_to_its_place() -> None:
    assert offset_of(cursor_at(40)) == 40
    assert offset_of(next_cursor(0, 20, 21)) == 20
    assert next_cursor(20, 20, 40) is None


@pytest.mark.parametrize("cursor", ["x", "YXQ6LTE", "é", "YXQ6", "0" * 500])
def test_foreign_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadQuestion):
        offset_of(cursor)


def test_contract_names_every_problem_shape_and_example(program: httpx.Client) -> None:
    contract = program.get("/api/v1/openapi.json").json()
    assert contract["info"]["title"].startswith("共建图谱")
